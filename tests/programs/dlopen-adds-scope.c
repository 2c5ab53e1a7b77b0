// A library that is opened lends its scope to those that it needs and that are there already: what one of them missed is
// found in the new one's scope from then on, until that is unloaded. One that does not need them lends them nothing.
// RUN: %cc -DUSED -shared -fPIC %s -o %t.used.so
// RUN: %cc -DFIRST -shared -fPIC %s %t.used.so -o %t.first.so
// RUN: %cc -DSECOND -shared -fPIC -Wl,--no-as-needed %s %t.used.so -o %t.second.so
// RUN: %cc -DSECOND -shared -fPIC %s -o %t.stranger.so
// RUN: %cc -DDIRECTORY='"%t"' %s -o %t
// RUN: %both --env LD_SEAL=none %t | FileCheck %s
// CHECK: alone: 0
// CHECK-NEXT: with a stranger: 0
// CHECK-NEXT: with the second closed: 0
// CHECK-NEXT: with the second open: 42
// CHECK-NEXT: by a call: 42
// CHECK-NEXT: closed, but bound to: 42

#ifdef USED
#define _GNU_SOURCE
#include <dlfcn.h>
int later(void);
int call(void) { return later(); }
int look(void) {
  int (*found)(void) = dlsym(RTLD_DEFAULT, "later");
  return found ? found() : 0;
}
#elif defined FIRST
int call(void);
int look(void);
int first(int calls) { return calls ? call() : look(); }
#elif defined SECOND
int later(void) { return 42; }
#else
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
  int (*first)(int) = dlsym(dlopen(DIRECTORY ".first.so", RTLD_LAZY), "first");
  printf("alone: %d\n", first(0));
  dlopen(DIRECTORY ".stranger.so", RTLD_LAZY);
  printf("with a stranger: %d\n", first(0));
  dlclose(dlopen(DIRECTORY ".second.so", RTLD_LAZY));
  printf("with the second closed: %d\n", first(0));
  void *second = dlopen(DIRECTORY ".second.so", RTLD_LAZY);
  printf("with the second open: %d\n", first(0));
  printf("by a call: %d\n", first(1));
  dlclose(second);
  printf("closed, but bound to: %d\n", first(1));
  return 0;
}
#endif
