// R_X86_64_GLOB_DAT: a slot of the GOT holds the address of another object's symbol.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog %s %t.so -o %t
// RUN: llvm-readelf -r %t | FileCheck %s --check-prefix=RELOC
// RUN: %both %t | FileCheck %s
// RELOC: R_X86_64_GLOB_DAT {{.*}} answer
// CHECK: answer=42
#include "nolibc.h"

#ifdef LIBRARY
int answer = 42;
#else
extern int answer;
int main(int argc, char** argv, char** envp) {
  // Through the GOT, not by a copy relocation.
  int* p;
  __asm__("movq answer@GOTPCREL(%%rip), %0" : "=r"(p));
  show_int("answer", *p);
  return 0;
}
#endif
