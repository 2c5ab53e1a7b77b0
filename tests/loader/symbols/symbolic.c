// DT_SYMBOLIC (and DF_SYMBOLIC): an object looks in itself first. ld -Bsymbolic binds by itself; the flag is
// what makes the loader do so for the relocations that are left.
// RUN: %dso -DLIBRARY -Wl,-Bsymbolic -DDEEP %s -o %t.so
// RUN: %dso -DLIBRARY -DDATA %s -o %t.data.so
// RUN: %python %S/Inputs/set-symbolic.py %t.data.so
// RUN: llvm-readelf -d %t.data.so | FileCheck %s --check-prefix=DYNAMIC
// RUN: %prog -Wl,-E %s %t.so -o %t
// RUN: %prog -Wl,-E %s %t.data.so -o %t.data
// RUN: %both %t | FileCheck %s
// RUN: %both %t.data | FileCheck %s
// DYNAMIC: SYMBOLIC
// CHECK: library calls=library's
#include "nolibc.h"

const char* who(void);
const char* library_calls(void);
#ifdef LIBRARY
const char* who(void) { return "library's"; }
const char* (*volatile pointer)(void) = who;
const char* library_calls(void) { return pointer(); }
#else
const char* who(void) { return "program's"; }
int main(int argc, char** argv, char** envp) {
  show("library calls", library_calls());
  return 0;
}
#endif
