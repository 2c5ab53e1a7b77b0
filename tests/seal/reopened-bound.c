// Two sealed libraries define the same function. The second finds the first one's, since that is open with RTLD_GLOBAL. Both
// are closed, and the second is opened again alone: it is the same object, its reference leads where it led, and the first is
// open again with it. However often, nothing more is mapped. Where the first's file was replaced meanwhile, the second is
// mapped anew and finds its own function.
// RUN: %cc -shared -fPIC -DNUMBER=1 %s -o %t.1.so
// RUN: %cc -shared -fPIC -DNUMBER=2 %s -o %t.2.so
// RUN: %cc -shared -fPIC -DNUMBER=3 %s -o %t.3.so
// RUN: %cc -DPARTS='"%t"' %s -o %t
// RUN: %ld-seal %t | FileCheck %s
// REQUIRES: mseal
// CHECK: with the first: 1
// CHECK-NEXT: alone: 1, first is there: 1
// CHECK-NEXT: closed, first is there: 0
// CHECK-NEXT: more mappings: 0
// CHECK-NEXT: first replaced: 2
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef NUMBER
int number(void) { return NUMBER; }
int ask(void) { return number(); }
#else
static int is_there(void) {
  void* library = dlopen(PARTS ".1.so", RTLD_NOW | RTLD_NOLOAD);
  if (library)
    dlclose(library);
  return library != NULL;
}
static int ask(void* library) { return ((int (*)(void))dlsym(library, "ask"))(); }
static int mappings(void) {
  FILE* file = fopen("/proc/self/maps", "r");
  char line[8192];
  int count = 0;
  while (fgets(line, sizeof line, file))
    count += strstr(line, PARTS ".") != NULL;
  fclose(file);
  return count;
}
int main(void) {
  void* first = dlopen(PARTS ".1.so", RTLD_NOW | RTLD_GLOBAL);
  void* second = dlopen(PARTS ".2.so", RTLD_NOW);
  printf("with the first: %d\n", ask(second));
  dlclose(second);
  dlclose(first);
  int before = mappings();
  for (int i = 0; i < 10; i++) {
    second = dlopen(PARTS ".2.so", RTLD_NOW);
    if (i == 0)
      printf("alone: %d, first is there: %d\n", ask(second), is_there());
    dlclose(second);
  }
  printf("closed, first is there: %d\n", is_there());
  printf("more mappings: %d\n", mappings() - before);
  rename(PARTS ".3.so", PARTS ".1.so");
  second = dlopen(PARTS ".2.so", RTLD_NOW);
  printf("first replaced: %d\n", ask(second));
  return 0;
}
#endif
