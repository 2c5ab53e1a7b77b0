// What dlopen brings under libc's own loader is sealed before its constructors, of which none is lost or run twice; its
// RELRO cannot be brought back to what the file says; it stays when it is closed; what could not be opened leaves nothing.
// REQUIRES: mseal
// RUN: rm -rf %t && mkdir %t
// RUN: %cc -shared -fPIC -DNAME='"dependency"' %s -o %t/dependency.so
// RUN: %cc -shared -fPIC -DNAME='"library"' %s -Wl,--no-as-needed %t/dependency.so -o %t/library.so
// RUN: %cc -shared -fPIC -DNAME='"broken"' -DBROKEN %s -Wl,-z,now -Wl,--no-as-needed %t/dependency.so -o %t/broken.so
// RUN: %cc -DFOLDER='"%t/"' %s -o %t/program
// RUN: %ld-seal --host=chain %t/program | FileCheck %s
// CHECK: broken: refused
// CHECK-NEXT: dependency: init: sealed
// CHECK-NEXT: dependency: first: sealed
// CHECK-NEXT: dependency: second: sealed
// CHECK-NEXT: library: init: sealed
// CHECK-NEXT: library: first: sealed
// CHECK-NEXT: library: second: sealed
// CHECK-NEXT: still there: 1
// CHECK-NEXT: not opened again
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#ifdef NAME
static int target;
static int* const pointers[512] = {&target}; // a page of RELRO, relocated
static void look(const char* when) {
  char* page = (char*)((unsigned long)pointers & -4096ul);
  int is_sealed = madvise(page, 4096, MADV_DONTNEED) == -1 && errno == EPERM &&
                  mprotect(page, 4096, PROT_READ | PROT_WRITE) == -1 && errno == EPERM &&
                  pointers[0] == &target;
  printf("%s: %s: %s\n", NAME, when, is_sealed ? "sealed" : "open");
}
__asm__(".section .init\n\tcall in_init\n\t.text");
__attribute__((used, visibility("hidden"))) void in_init(void) { look("init"); }
__attribute__((constructor(101))) static void first(void) { look("first"); }
__attribute__((constructor(102))) static void second(void) { look("second"); }
#ifdef BROKEN
extern int nowhere;
int* missing = &nowhere;
#endif
#else
int main(void) {
  if (!dlopen(FOLDER "broken.so", RTLD_NOW))
    puts("broken: refused");
  void* library = dlopen(FOLDER "library.so", RTLD_NOW);
  if (!library)
    return puts(dlerror()), 1;
  dlclose(library);
  printf("still there: %d\n", dlopen(FOLDER "library.so", RTLD_NOW | RTLD_NOLOAD) == library);
  dlopen(FOLDER "library.so", RTLD_NOW);
  puts("not opened again");
  return 0;
}
#endif
