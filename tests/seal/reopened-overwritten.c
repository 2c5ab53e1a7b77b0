// A sealed library is closed and its file overwritten in place: the code that is mapped changed with the file. Its
// destructors are not run, neither when the file is opened again, which maps it anew, nor at exit.
// REQUIRES: mseal
// RUN: %cc -shared -fPIC -DVERSION=1 %s -o %t.1.so
// RUN: %cc -shared -fPIC -DVERSION=2 -DMORE %s -o %t.2.so
// RUN: %cc -DPATH='"%t"' %s -o %t
// RUN: cp %t.1.so %t.plugin.so
// RUN: %ld-seal %t again | FileCheck %s --check-prefixes=CHECK,AGAIN
// RUN: cp %t.1.so %t.plugin.so
// RUN: %ld-seal %t | FileCheck %s
// CHECK: version 1
// AGAIN-NEXT: version 2
// CHECK-NEXT: main ends
// AGAIN-NEXT: 2 ends
// CHECK-NOT: ends
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef VERSION
#ifdef MORE
__asm__(".text\n.skip 20000, 0xcc\n");
#endif
int version(void) { return VERSION; }
__attribute__((destructor)) static void destruct(void) { printf("%d ends\n", VERSION); }
#else
static void* show(void) {
  void* library = dlopen(PATH ".plugin.so", RTLD_NOW);
  printf("version %d\n", ((int (*)(void))dlsym(library, "version"))());
  return library;
}
int main(int argc, char** argv) {
  (void)argv;
  dlclose(show());
  if (system("cat " PATH ".2.so > " PATH ".plugin.so"))
    return 1;
  if (argc > 1)
    show();
  puts("main ends");
  fflush(stdout);
  return 0;
}
#endif
