// R_X86_64_TPOFF64: the program and two libraries reach each other's variables in the static TLS block.
// RUN: %dso -ftls-model=initial-exec -DONE %s -o %t.1.so
// RUN: %dso -ftls-model=initial-exec -DTWO %s %t.1.so -o %t.2.so
// RUN: %prog -ftls-model=initial-exec -Wl,-E %s %t.2.so %t.1.so -o %t
// RUN: llvm-readelf -r %t.2.so | FileCheck %s --check-prefix=RELOC
// RUN: %both %t | FileCheck %s
// RELOC-DAG: R_X86_64_TPOFF64 {{.*}} one
// RELOC-DAG: R_X86_64_TPOFF64 {{.*}} zero
// CHECK: zero=5
// CHECK: one=101
// CHECK: two=2
#include "nolibc.h"

extern __thread i64 zero, one, two;
void change(void);
#if defined ONE
__thread i64 one = 1;
#elif defined TWO
__thread i64 two = 2;
void change(void) { zero += 5, one += 100; }
#else
__thread i64 zero;
int main(int argc, char** argv, char** envp) {
  change();
  show_int("zero", zero);
  show_int("one", one);
  show_int("two", two);
  return 0;
}
#endif
