// R_X86_64_PC32: the distance from the word to the symbol, in 32 bits; the next four bytes stay as they are.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %python %S/Inputs/retype.py %t.so 1 2
// RUN: llvm-readelf -r %t.so | FileCheck %s --check-prefix=RELOC
// RUN: %prog %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// RELOC: R_X86_64_PC32 {{.*}} target
// CHECK: right=1
// CHECK: next word=0
#include "nolibc.h"

void test(void);
#ifdef LIBRARY
char target;
void* volatile word = &target;
void test(void) {
  show_int("right", (char*)&word + *(volatile i32*)&word == &target);
  show_int("next word", *((volatile i32*)&word + 1));
}
#else
int main(int argc, char** argv, char** envp) {
  test();
  return 0;
}
#endif
