// What the kernel did not seal is not held for sealed: where it has no mseal, dlclose unloads.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -DPATH='"%t.so"' %s -o %t
// RUN: %python %S/Inputs/without-mseal.py %ld-seal %t | FileCheck %s
// CHECK: destructed
// CHECK-NEXT: loaded: 0
// CHECK-NEXT: end of main
#include <dlfcn.h>
#include <stdio.h>

#ifdef LIBRARY
__attribute__((destructor)) static void destruct(void) { puts("destructed"); }
#else
int main(void) {
  setbuf(stdout, 0);
  dlclose(dlopen(PATH, RTLD_NOW));
  printf("loaded: %d\n", dlopen(PATH, RTLD_NOW | RTLD_NOLOAD) != 0);
  puts("end of main");
  return 0;
}
#endif
