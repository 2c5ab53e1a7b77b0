// Local dynamic access: one R_X86_64_DTPMOD64 without a symbol serves all of a library's own variables.
// RUN: %dso -O0 -ftls-model=local-dynamic -DLIBRARY %s -o %t.so
// RUN: llvm-readelf -r %t.so | FileCheck %s --check-prefix=RELOC
// RUN: %prog -Wl,--no-as-needed %s %t.so -lc -o %t
// RUN: %both %t | FileCheck %s
// RELOC: R_X86_64_DTPMOD64 {{0*$}}
// RELOC-NOT: DTPOFF64
// CHECK: sum=6
#include "nolibc.h"

int sum(void);
#ifdef LIBRARY
static __thread int a = 1, b = 2, c = 3;
int sum(void) { return a + b + c; }
#else
int main(int argc, char** argv, char** envp) {
  show_int("sum", sum());
  return 0;
}
#endif
