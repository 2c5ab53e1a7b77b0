// R_X86_64_64: the symbol's address plus the addend, in a word of data.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog %s %t.so -o %t
// RUN: llvm-readelf -r %t | FileCheck %s --check-prefix=RELOC
// RUN: %both %t | FileCheck %s
// RELOC: R_X86_64_64 {{.*}} table + 8
// CHECK: second=20
#include "nolibc.h"

#ifdef LIBRARY
i64 table[3] = {10, 20, 30};
#else
__attribute__((visibility("default"))) extern i64 table[3];
i64* second = &table[1];
int main(int argc, char** argv, char** envp) {
  show_int("second", *second);
  return 0;
}
#endif
