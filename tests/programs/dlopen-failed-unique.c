// A dlopen that fails leaves nothing behind: a library that was there and defines a unique symbol, which the failing one used, is
// unloaded by its dlclose.
// RUN: %cc -shared -fPIC -DDEFINES %s -o %t.defines.so
// RUN: %cc -shared -fPIC -DUSES %s -o %t.uses.so
// RUN: %cc -shared -fPIC -DFAILS %s -Wl,--no-as-needed %t.uses.so -o %t.fails.so
// RUN: %cc -DPARTS='"%t"' %s -o %t
// RUN: %both --env LD_SEAL=none %t | FileCheck %s
// CHECK: opened: 0
// CHECK-NEXT: the library ends
// CHECK-NEXT: still there: 0
#include <dlfcn.h>
#include <stdio.h>

#ifdef DEFINES
__asm__(".pushsection .data\n.globl unique\n.type unique, @gnu_unique_object\n.size unique, "
        "4\nunique: .long 1\n.popsection");
__attribute__((destructor)) static void end(void) { puts("the library ends"); }
#elif defined(USES)
extern int unique;
int get(void) { return unique; }
#elif defined(FAILS)
int missing(void);
int call(void) { return missing(); }
#else
static int is_there(void) { return dlopen(PARTS ".defines.so", RTLD_NOW | RTLD_NOLOAD) != NULL; }
int main(void) {
  setbuf(stdout, NULL);
  void* defines = dlopen(PARTS ".defines.so", RTLD_NOW | RTLD_GLOBAL);
  printf("opened: %d\n", dlopen(PARTS ".fails.so", RTLD_NOW) != NULL);
  dlclose(defines);
  printf("still there: %d\n", is_there());
  return 0;
}
#endif
