// dlclose of a sealed library: it stays, as if opened with RTLD_NODELETE, but RTLD_NOLOAD does not find it. Its
// destructors wait for the end of the program, its mappings and data are there when it is opened again, and its
// constructor does not run twice. The system's loader does the same with RTLD_NODELETE.
// RUN: %cc -shared -fPIC -DNEEDED %s -o %t.needed.so
// RUN: %cc -shared -fPIC -DLIBRARY %s -Wl,--no-as-needed %t.needed.so -o %t.so
// RUN: %cc -DPATH='"%t.so"' %s -o %t
// RUN: %both %t keep | FileCheck %s --check-prefixes=CHECK,NODELETE
// RUN: %ld-seal %t | FileCheck %s --check-prefixes=CHECK,SEALED
// CHECK: constructed
// CHECK-NEXT: count 1, needed 1
// CHECK-NEXT: closed: 0
// NODELETE-NEXT: there without a handle: 1
// SEALED-NEXT: there without a handle: 0
// CHECK-NEXT: same handle: 1
// CHECK-NEXT: count 2, needed 2
// CHECK-NEXT: objects subtracted: 0
// CHECK-NEXT: end of main
// CHECK-NEXT: destructed
// CHECK-NEXT: needed destructed
// CHECK-NOT: {{.}}
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>

int needed(void);
#ifdef NEEDED
int needed(void) {
  static int counter;
  return ++counter;
}
__attribute__((destructor)) static void destruct(void) { puts("needed destructed"); }
#elif defined LIBRARY
static int counter;
int count(void) { return ++counter; }
int count_needed(void) { return needed(); }
__attribute__((constructor)) static void construct(void) { puts("constructed"); }
__attribute__((destructor)) static void destruct(void) { puts("destructed"); }
#else
static int subtracted(struct dl_phdr_info* info, size_t size, void* to) {
  *(int*)to = (int)info->dlpi_subs;
  return 1;
}
static void call(void* library) {
  printf("count %d, ", ((int (*)(void))dlsym(library, "count"))());
  printf("needed %d\n", ((int (*)(void))dlsym(library, "count_needed"))());
}
int main(int argc, char** argv) {
  int mode = RTLD_NOW | (argc > 1 ? RTLD_NODELETE : 0);
  void* library = dlopen(PATH, mode);
  call(library);
  printf("closed: %d\n", dlclose(library));
  void* again = dlopen(PATH, RTLD_NOW | RTLD_NOLOAD);
  printf("there without a handle: %d\n", again != 0);
  printf("same handle: %d\n", dlopen(PATH, mode) == library);
  call(library);
  int subs = -1;
  dl_iterate_phdr(subtracted, &subs);
  printf("objects subtracted: %d\n", subs);
  puts("end of main");
  return 0;
}
#endif
