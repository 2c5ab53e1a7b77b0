// R_X86_64_32S: a symbol's value in 32 bits, signed. An absolute symbol is not moved by where its
// object lies. glibc's loader does not know this type.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog %s %t.so -o %t
// RUN: %python %S/Inputs/retype.py %t 1 11
// RUN: llvm-readelf -r %t | FileCheck %s --check-prefix=RELOC
// RUN: %ld-seal %t | FileCheck %s
// RELOC: R_X86_64_32S {{.*}} target
// CHECK: value=0x12345678
#include "nolibc.h"

#ifdef LIBRARY
__asm__(".globl target\n.set target, 0x12345678\n");
#else
extern char target[];
void* volatile word = target;
int main(int argc, char** argv, char** envp) {
  show_hex("value", (u64)word);
  return 0;
}
#endif
