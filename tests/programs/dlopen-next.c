// RTLD_NEXT in a library opened later looks behind it among what it needs itself, also when it is in the global scope
// (where libc stands before it).
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -DPATH='"%t.so"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: next puts is libc's: 1
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>

#ifdef LIBRARY
void* next(const char* name) { return dlsym(RTLD_NEXT, name); }
#else
int main(void) {
  void* library = dlopen(PATH, RTLD_NOW | RTLD_GLOBAL);
  void* (*next)(const char*) = (void* (*)(const char*))dlsym(library, "next");
  printf("next puts is libc's: %d\n", next("puts") == dlsym(RTLD_DEFAULT, "puts"));
  return 0;
}
#endif
