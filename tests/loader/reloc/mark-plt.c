// The addend of a JUMP_SLOT relocation is no part of the value: linkers put the place of the PLT entry there
// (-z mark-plt), for tools to read.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog -fplt %s %t.so -o %t
// RUN: %python %S/Inputs/set-addend.py %t 7 0x1020
// RUN: llvm-readelf -r %t | FileCheck %s --check-prefix=RELOC
// RUN: %both %t | FileCheck %s
// RELOC: R_X86_64_JUMP_SLOT {{.*}} answer + 1020
// CHECK: answer=42
#include "nolibc.h"

int answer(void);
#ifdef LIBRARY
int answer(void) { return 42; }
#else
int main(int argc, char** argv, char** envp) {
  show_int("answer", answer());
  return 0;
}
#endif
