// A sealed library cannot be unmapped: dlclose treats it as RTLD_NODELETE does. Opening it again gives the same
// object, its variables as they were; its destructors run once, at the end. Opening and closing does not pile up
// mappings.
// REQUIRES: mseal
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -I%inputs -DPATH='"%t.so"' %s -o %t
// RUN: %ld-seal %t | FileCheck %s
// CHECK: constructed
// CHECK-NEXT: count 1
// CHECK-NEXT: same handle, count 2
// CHECK-NEXT: more mappings: 0
// CHECK-NEXT: end of main
// CHECK-NEXT: destructed
// CHECK-NOT: destructed
#include <dlfcn.h>
#include <stdio.h>

#ifdef LIBRARY
static int counter;
int count(void) { return ++counter; }
__attribute__((constructor)) static void construct(void) { puts("constructed"); }
__attribute__((destructor)) static void destruct(void) { puts("destructed"); }
#else
#include "Inputs/smaps.h"
static void add(const struct mapping* m, void* count) { ++*(int*)count; }
static int mappings(void) {
  int count = 0;
  for_each_mapping(add, &count);
  return count;
}
int main(void) {
  void* library = dlopen(PATH, RTLD_NOW);
  int (*count)(void) = (int (*)(void))dlsym(library, "count");
  printf("count %d\n", count());
  dlclose(library);
  void* again = dlopen(PATH, RTLD_NOW);
  printf("%s handle, count %d\n", again == library ? "same" : "another", count());
  int before = mappings();
  for (int i = 0; i < 1000; i++)
    dlclose(dlopen(PATH, RTLD_NOW));
  printf("more mappings: %d\n", mappings() - before);
  puts("end of main");
  return 0;
}
#endif
