// RTLD_NEXT: the definition after the caller's own object in the order of search. Wrappers make chains of it: the
// program's calls the first library's, that one the second's, that one libc's.
// RUN: %cc -shared -fPIC -DNAME='"second"' %s -o %t.second.so
// RUN: %cc -shared -fPIC -DNAME='"first"' %s -o %t.first.so
// RUN: %cc -rdynamic -DNAME='"program"' -DMAIN %s -Wl,--no-as-needed %t.first.so %t.second.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: program, first, second, 42
// CHECK-NEXT: by version: first
// CHECK-NEXT: nobody's: /dlsym-next.c.tmp: undefined symbol: nowhere
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#ifndef MAIN
const char* who(void) { return NAME; }
#endif
int atoi(const char* text) {
  printf("%s, ", NAME);
  return ((int (*)(const char*))dlsym(RTLD_NEXT, "atoi"))(text);
}
#ifdef MAIN
const char* who(void) { return "program"; }
int main(void) {
  printf("%d\n", atoi("42"));
  void* next = dlsym(RTLD_NEXT, "who");
  printf("by version: %s\n", dlvsym(RTLD_NEXT, "atoi", "GLIBC_2.2.5") && next ? ((const char* (*)(void))next)() : "none");
  dlsym(RTLD_NEXT, "nowhere");
  printf("nobody's: %s\n", strrchr(dlerror(), '/'));
  return 0;
}
#endif
