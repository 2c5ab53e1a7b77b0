// dlclose where nothing is sealed (a program without a mark, started by the kernel): the last one runs the
// destructors and unmaps the library; opened again it begins anew.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -DPATH='"%t.so"' %s -o %t
// RUN: %both --skip=hand %t | FileCheck %s
// CHECK: constructed
// CHECK-NEXT: count 1
// CHECK-NEXT: still open: count 2
// CHECK-NEXT: destructed
// CHECK-NEXT: gone
// CHECK-NEXT: constructed
// CHECK-NEXT: count 1
// CHECK-NEXT: end of main
// CHECK-NEXT: destructed
#include <dlfcn.h>
#include <stdio.h>

#ifdef LIBRARY
static int counter;
int count(void) { return ++counter; }
__attribute__((constructor)) static void construct(void) { puts("constructed"); }
__attribute__((destructor)) static void destruct(void) { puts("destructed"); }
#else
int main(void) {
  void* library = dlopen(PATH, RTLD_NOW);
  int (*count)(void) = (int (*)(void))dlsym(library, "count");
  printf("count %d\n", count());
  dlclose(dlopen(PATH, RTLD_NOW));
  printf("still open: count %d\n", count());
  dlclose(library);
  puts(dlopen(PATH, RTLD_NOW | RTLD_NOLOAD) ? "still there" : "gone");
  library = dlopen(PATH, RTLD_NOW);
  count = (int (*)(void))dlsym(library, "count");
  printf("count %d\n", count());
  puts("end of main");
  return 0;
}
#endif
