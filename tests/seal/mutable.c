// PT_OPENBSD_MUTABLE and PT_GNU_MUTABLE name a range that its author wants left alone: it is not sealed, its
// neighbours are.
// REQUIRES: mseal
// RUN: %prog %s -o %t
// RUN: cp %t %t.gnu
// RUN: %python %S/Inputs/mutable.py %t 0x65a3dbe5
// RUN: %python %S/Inputs/mutable.py %t.gnu 0x6474f555
// RUN: %ld-seal %t | FileCheck %s
// RUN: %ld-seal %t.gnu | FileCheck %s
// CHECK: before=r--p sealed
// CHECK: mutable=r--p open
// CHECK: mprotect=0
// CHECK: after=r--p sealed
#include "Inputs/smaps.h"

__attribute__((section(".mutable"), aligned(4096))) const struct {
  u8 before[4096], left_alone[4096], after[4096];
} pages = {{1}, {2}, {3}};

int main(int argc, char** argv, char** envp) {
  show_mapping("before", pages.before);
  show_mapping("mutable", pages.left_alone);
  show_int("mprotect", syscall3(SYS_mprotect, (i64)pages.left_alone, 4096, 3));
  show_mapping("after", pages.after);
  return 0;
}
