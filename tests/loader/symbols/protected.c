// A protected symbol: others find it, the object itself uses none but its own.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: llvm-readelf --dyn-syms %t.so | FileCheck %s --check-prefix=SYMBOLS
// RUN: %prog -Wl,-E %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// SYMBOLS: PROTECTED {{.*}} who
// CHECK: library calls=library's
// CHECK: by pointer=library's
// CHECK: program calls=program's
#include "nolibc.h"

const char* who(void);
const char* library_calls(void);
const char* library_pointer(void);
#ifdef LIBRARY
__attribute__((visibility("protected"))) const char* who(void) { return "library's"; }
const char* (*volatile pointer)(void) = who;
const char* library_calls(void) { return who(); }
const char* library_pointer(void) { return pointer(); }
#else
const char* who(void) { return "program's"; }
int main(int argc, char** argv, char** envp) {
  show("library calls", library_calls());
  show("by pointer", library_pointer());
  show("program calls", who());
  return 0;
}
#endif
