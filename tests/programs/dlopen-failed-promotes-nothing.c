// A dlopen that fails changes nothing about what was open before: a dependency that it would have made global stays
// local, what it would have kept for good goes with its last dlclose. One that works makes its dependencies global, and
// they stay so as long as they are there.
// RUN: %cc -shared -fPIC -DNEEDED %s -o %t.needed.so
// RUN: %cc -shared -fPIC -DFAILS %s -Wl,--no-as-needed %t.needed.so -o %t.fails.so
// RUN: %cc -shared -fPIC -DWORKS %s -Wl,--no-as-needed %t.needed.so -o %t.works.so
// RUN: %cc -DPATH='"%t"' %s -o %t
// RUN: %both --env LD_SEAL=none %t | FileCheck %s
// CHECK: local: 0
// CHECK-NEXT: failed: 1
// CHECK-NEXT: still local: 0
// CHECK-NEXT: destructed
// CHECK-NEXT: gone: 1
// CHECK-NEXT: through one that works: 1
// CHECK-NEXT: that one closed: 1
// CHECK-NEXT: end of main
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>

#ifdef NEEDED
int needed = 1;
__attribute__((destructor)) static void destruct(void) { puts("destructed"); }
#elif defined FAILS
extern int nowhere;
int* pointer = &nowhere;
#elif defined WORKS
int works = 1;
#else
static int found(void) { return dlsym(RTLD_DEFAULT, "needed") != 0; }
static int gone(void) { return dlopen(PATH ".needed.so", RTLD_NOW | RTLD_NOLOAD) == 0; }
int main(void) {
  void* needed = dlopen(PATH ".needed.so", RTLD_NOW);
  printf("local: %d\n", found());
  printf("failed: %d\n", dlopen(PATH ".fails.so", RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE) == 0);
  printf("still local: %d\n", found());
  dlclose(needed);
  printf("gone: %d\n", gone());
  needed = dlopen(PATH ".needed.so", RTLD_NOW);
  void* works = dlopen(PATH ".works.so", RTLD_NOW | RTLD_GLOBAL);
  printf("through one that works: %d\n", found());
  dlclose(works);
  printf("that one closed: %d\n", found());
  puts("end of main");
  return 0;
}
#endif
