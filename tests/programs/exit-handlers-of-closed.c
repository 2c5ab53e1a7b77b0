// What a library registered with atexit runs when the library is closed, before it is unmapped; a sealed one stays, and
// it runs at exit.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -DPATH='"%t.so"' %s -o %t
// RUN: %both --skip=hand %t | FileCheck %s --check-prefix=UNMAPPED
// RUN: %ld-seal %t | FileCheck %s --check-prefix=SEALED
// UNMAPPED: handler runs
// UNMAPPED-NEXT: main ends
// UNMAPPED-NOT: handler
// SEALED: main ends
// SEALED-NEXT: handler runs
// SEALED-NOT: handler
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

#ifdef LIBRARY
static void handler(void) { (void)!write(1, "handler runs\n", 13); }
__attribute__((constructor)) static void construct(void) { atexit(handler); }
#else
int main(void) {
  dlclose(dlopen(PATH, RTLD_NOW));
  (void)!write(1, "main ends\n", 10);
  return 0;
}
#endif
