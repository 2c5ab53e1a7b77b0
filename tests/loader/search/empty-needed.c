// A DT_NEEDED with an empty name means the program: nothing is looked for.
// RUN: %dso -DLIBRARY -DNAME=middle %s -Wl,-soname,gone.so -o %t.gone.so
// RUN: %dso -DLIBRARY -DNAME=outer %s -Wl,--no-as-needed %t.gone.so -o %t.so
// RUN: sed -i 's/gone\.so/\x00one.so/' %t.so
// RUN: llvm-readelf -d %t.so | FileCheck %s --check-prefix=DYNAMIC
// RUN: %prog %s %t.so -Wl,-export-dynamic,--allow-shlib-undefined -o %t
// RUN: %both %t | FileCheck %s
// DYNAMIC: (NEEDED) Shared library: []
// CHECK: asked by the library=the program
#include "nolibc.h"
const char* who(void);
const char* ask(void);
#ifdef LIBRARY
const char* ask(void) { return who(); }
#else
const char* who(void) { return "the program"; }
int main(int argc, char** argv, char** envp) {
  show("asked by the library", ask());
  return 0;
}
#endif
