// After a lockdown what was closed may be opened again as long as its file is the one that was mapped; a file in its
// place is refused.
// REQUIRES: mseal
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.1.so
// RUN: cp %t.1.so %t.2.so
// RUN: %cxx -xc %s -DPATH='"%t"' -xnone %libldseal -o %t
// RUN: %ld-seal %t | FileCheck %s
// CHECK: locked: 0
// CHECK-NEXT: opened again: 1
// CHECK-NEXT: replaced: 0
// CHECK-NEXT: no library can be opened any more
#ifdef LIBRARY
int variable;
#else
#include <dlfcn.h>
#include <ldseal/seal.h>
#include <stdio.h>
#include <string.h>
int main(void) {
  dlclose(dlopen(PATH ".1.so", RTLD_NOW));
  printf("locked: %d\n", ldseal_lockdown(LDSEAL_LOCKDOWN_NO_DLOPEN, NULL));
  printf("opened again: %d\n", dlopen(PATH ".1.so", RTLD_NOW) != NULL);
  rename(PATH ".2.so", PATH ".1.so");
  printf("replaced: %d\n", dlopen(PATH ".1.so", RTLD_NOW) != NULL);
  puts(strstr(dlerror(), "no library can be opened") ? "no library can be opened any more" : "another error");
  return 0;
}
#endif
