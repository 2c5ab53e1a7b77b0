// R_X86_64_SIZE32 and R_X86_64_SIZE64: the size of the symbol, wherever it is defined.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog %s %t.so -o %t.32
// RUN: cp %t.32 %t.64
// RUN: %python %S/Inputs/retype.py %t.32 1 32
// RUN: %python %S/Inputs/retype.py %t.64 1 33
// RUN: llvm-readelf -r %t.32 | FileCheck %s --check-prefix=RELOC32
// RUN: llvm-readelf -r %t.64 | FileCheck %s --check-prefix=RELOC64
// RUN: %both %t.32 | FileCheck %s
// RUN: %both %t.64 | FileCheck %s
// RELOC32: R_X86_64_SIZE32 {{.*}} target
// RELOC64: R_X86_64_SIZE64 {{.*}} target
// CHECK: size=24
#include "nolibc.h"

extern char target[24];
#ifdef LIBRARY
char target[24];
#else
void* volatile word = target;
int main(int argc, char** argv, char** envp) {
  show_int("size", (i64)word);
  return 0;
}
#endif
