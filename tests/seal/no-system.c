// The policy word "no-system" (bit 4): vdso and vvar are left alone, for tools that must move them (checkpoint
// and restore).
// REQUIRES: mseal
// RUN: %prog -Wl,--dynamic-linker=%ld-seal %s -o %t
// RUN: %t | FileCheck %s
// CHECK-DAG: r--p open [vvar{{.*}}]
// CHECK-DAG: r-xp open [vdso]
// CHECK: text=r-xp sealed
#include "Inputs/mark.h"
#include "Inputs/smaps.h"

MARK(1, 0x10)

int main(int argc, char** argv, char** envp) {
  print_mappings();
  show_mapping("text", main);
  return 0;
}
