// Namespaces end from the last to the first, the program's own last.
// RUN: %cc -shared -fPIC -DNAME='"library"' %s -o %t.so
// RUN: %cc -DNAME='"program"' -DPATH='"%t.so"' -DMAIN %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: library of namespace 2 destructs
// CHECK-NEXT: library of namespace 1 destructs
// CHECK-NEXT: program of namespace 0 destructs
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

int number;
__attribute__((destructor)) static void destruct(void) {
  char text[80];
  (void)!write(1, text, snprintf(text, sizeof text, NAME " of namespace %d destructs\n", number));
}
#ifdef MAIN
int main(void) {
  for (int i = 1; i <= 2; i++)
    *(int*)dlsym(dlmopen(LM_ID_NEWLM, PATH, RTLD_NOW), "number") = i;
  return 0;
}
#endif
