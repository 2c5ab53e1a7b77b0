// R_X86_64_PC64: the distance from the word to the symbol, in 64 bits. glibc's loader does not know it.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %python %S/Inputs/retype.py %t.so 1 24
// RUN: llvm-readelf -r %t.so | FileCheck %s --check-prefix=RELOC
// RUN: %prog %s %t.so -o %t
// RUN: %ld-seal %t | FileCheck %s
// RELOC: R_X86_64_PC64 {{.*}} target
// CHECK: right=1
#include "nolibc.h"

void test(void);
#ifdef LIBRARY
char target;
void* volatile word = &target;
void test(void) {
  show_int("right", (char*)&word + *(volatile i64*)&word == &target);
}
#else
int main(int argc, char** argv, char** envp) {
  test();
  return 0;
}
#endif
