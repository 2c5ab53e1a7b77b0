// dlopen and dlsym leave errno alone, as glibc's do. dlerror leaves it alone too; glibc's makes it the failure's.
// RUN: %cc %s -o %t
// RUN: %both --filter='s/dlerror: [0-9]+/dlerror: N/' %t | FileCheck %s
// RUN: %ld-seal %t | FileCheck %s --check-prefixes=CHECK,SEAL
// CHECK: after dlopen: 7, after dlerror:
// SEAL-SAME: 8
// CHECK: after dlsym: 7, after dlerror:
// SEAL-SAME: 8
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>

int main(void) {
  errno = 7;
  void* library = dlopen("missing.so", RTLD_NOW);
  int after = errno;
  errno = 8;
  const char* text = dlerror();
  int later = errno;
  printf("after dlopen: %d, after dlerror: %d, both failed: %d\n", after, later, !library && text);
  errno = 7;
  void* symbol = dlsym(RTLD_DEFAULT, "no such symbol");
  after = errno;
  errno = 8;
  text = dlerror();
  later = errno;
  printf("after dlsym: %d, after dlerror: %d, both failed: %d\n", after, later, !symbol && text);
  return 0;
}
