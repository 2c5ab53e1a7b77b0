// R_X86_64_DTPMOD64 and DTPOFF64: general dynamic access, through __tls_get_addr.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: llvm-readelf -r %t.so | FileCheck %s --check-prefix=RELOC
// RUN: %prog -Wl,--no-as-needed %s %t.so -lc -o %t
// RUN: %both %t | FileCheck %s
// RELOC-DAG: R_X86_64_DTPMOD64 {{.*}} first
// RELOC-DAG: R_X86_64_DTPOFF64 {{.*}} first
// RELOC-DAG: R_X86_64_DTPMOD64 {{.*}} second
// CHECK: sum=30
// CHECK: sum=33
#include "nolibc.h"

int sum(void);
#ifdef LIBRARY
__thread int first = 10;
__thread int second = 20;
int sum(void) { return first++ + second++ + (first == 12); }
#else
int main(int argc, char** argv, char** envp) {
  show_int("sum", sum());
  show_int("sum", sum());
  return 0;
}
#endif
