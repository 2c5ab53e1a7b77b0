// STB_GNU_UNIQUE: one definition for the whole process, whoever refers to it.
// RUN: %dso -DLIBRARY -DNAME=one %s -o %t.1.so
// RUN: %dso -DLIBRARY -DNAME=two %s -o %t.2.so
// RUN: llvm-readelf --dyn-syms %t.1.so | FileCheck %s --check-prefix=SYMBOLS
// RUN: %prog %s %t.1.so %t.2.so -o %t
// RUN: %both %t | FileCheck %s
// SYMBOLS: UNIQUE {{.*}} only
// CHECK: same=1
#include "nolibc.h"

#ifdef LIBRARY
__asm__(".data\n.globl only\n.type only, @gnu_unique_object\n.size only, 8\nonly: .quad 1\n.text\n");
extern i64 only;
i64* NAME(void) { return &only; }
#else
i64 *one(void), *two(void);
int main(int argc, char** argv, char** envp) {
  show_int("same", one() == two());
  return 0;
}
#endif
