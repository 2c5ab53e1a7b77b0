// A library that is opened with RTLD_GLOBAL is in the global scope before its constructors run; glibc enters it afterwards
// (docs/differences.md). Its constructor finds its own symbols under both.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -rdynamic -DPATH='"%t.so"' %s -o %t
// RUN: %t | FileCheck %s --check-prefixes=CHECK,GLIBC
// RUN: %ld-seal %t | FileCheck %s --check-prefixes=CHECK,SEAL
// CHECK: own scope: 1
// GLIBC-NEXT: global scope: 0
// SEAL-NEXT: global scope: 1
// CHECK-NEXT: after dlopen: 1
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>

int is_global(void);
#ifdef LIBRARY
int variable;
__attribute__((constructor)) static void construct(void) {
  printf("own scope: %d\n", dlsym(RTLD_DEFAULT, "variable") != NULL);
  printf("global scope: %d\n", is_global());
}
#else
int is_global(void) { return dlsym(RTLD_DEFAULT, "variable") != NULL; } /* the program's scope is the global one */
int main(void) {
  if (!dlopen(PATH, RTLD_NOW | RTLD_GLOBAL))
    puts(dlerror());
  printf("after dlopen: %d\n", is_global());
  return 0;
}
#endif
