// A child inherits the seals.
// REQUIRES: mseal
// RUN: %prog %s -o %t
// RUN: %ld-seal %t | FileCheck %s
// CHECK: child=r-xp sealed
// CHECK: parent=r-xp sealed
#include "Inputs/smaps.h"

int main(int argc, char** argv, char** envp) {
  i64 child = syscall3(57, 0, 0, 0); // fork
  if (child == 0) {
    show_mapping("child", main);
    exit_with(0);
  }
  syscall6(61, child, 0, 0, 0, 0, 0); // wait4
  show_mapping("parent", main);
  return 0;
}
