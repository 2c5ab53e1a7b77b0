// Symbols are found through DT_GNU_HASH, through DT_HASH, and where an object has both.
// RUN: %dso -Wl,--hash-style=gnu -DLIBRARY %s -o %t.gnu.so
// RUN: %dso -Wl,--hash-style=sysv -DLIBRARY %s -o %t.sysv.so
// RUN: %dso -Wl,--hash-style=both -DLIBRARY %s -o %t.both.so
// RUN: llvm-readelf -d %t.sysv.so | FileCheck %s --check-prefix=SYSV
// RUN: %prog %s %t.gnu.so -o %t.gnu
// RUN: %prog %s %t.sysv.so -o %t.sysv
// RUN: %prog %s %t.both.so -o %t.both
// RUN: %both %t.gnu | FileCheck %s
// RUN: %both %t.sysv | FileCheck %s
// RUN: %both %t.both | FileCheck %s
// SYSV-NOT: GNU_HASH
// CHECK: sum=4950
// CHECK: absent=1
#include "nolibc.h"

#define TEN(F, n) F(n##0) F(n##1) F(n##2) F(n##3) F(n##4) F(n##5) F(n##6) F(n##7) F(n##8) F(n##9)
#define HUNDRED(F)                                                                                 \
  TEN(F, 1) TEN(F, 2) TEN(F, 3) TEN(F, 4) TEN(F, 5) TEN(F, 6) TEN(F, 7) TEN(F, 8) TEN(F, 9)

#ifdef LIBRARY
#define DEFINE(n)                                                                                  \
  int symbol_##n(void) { return n; }
HUNDRED(DEFINE)
int symbol_0(void) { return 45; }
#else
#define DECLARE(n) int symbol_##n(void);
HUNDRED(DECLARE)
int symbol_0(void);
__attribute__((weak)) int symbol_100(void);
#define ADD(n) sum += symbol_##n();
int main(int argc, char** argv, char** envp) {
  int sum = symbol_0();
  HUNDRED(ADD)
  show_int("sum", sum);
  show_int("absent", symbol_100 == 0);
  return 0;
}
#endif
