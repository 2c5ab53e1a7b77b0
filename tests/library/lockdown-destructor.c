// A lockdown from the destructor of a library that is being closed is refused where dlopen is to end: the library's
// records are about to go. Afterwards it works.
// REQUIRES: mseal
// RUN: %dso -DLIBRARY -Wl,-z,now %s -o %t.so
// RUN: %cc -O1 -rdynamic %s -DLIBRARY_PATH='"%t.so"' %libldseal -o %t
// RUN: %ld-seal --policy=no-dlopen %t | FileCheck %s
// CHECK: in a destructor: EBUSY
// CHECK-NEXT: afterwards: done
#ifdef LIBRARY
void lock_down(const char* when);
__attribute__((destructor)) static void end(void) { lock_down("in a destructor"); }
#else
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <ldseal/seal.h>
#include <stdio.h>
#include <string.h>

void lock_down(const char* when) {
  int result = ldseal_lockdown(LDSEAL_LOCKDOWN_NO_DLOPEN, 0);
  printf("%s: %s\n", when, result ? strerrorname_np(errno) : "done");
}

int main(void) {
  void* library = dlopen(LIBRARY_PATH, RTLD_NOW);
  if (!library || dlclose(library))
    return 1;
  lock_down("afterwards");
  return 0;
}
#endif
