// Policy words that this version does not carry out yet: data, stack, wx (bits 2, 3, 5). A warning
// names them and the rest is sealed; under "require" the program does not start.
// REQUIRES: mseal
// RUN: %prog -Wl,--dynamic-linker=%ld-seal -DPOLICY=0x2c %s -o %t
// RUN: %prog -Wl,--dynamic-linker=%ld-seal -DPOLICY=0x6c %s -o %t.require
// RUN: %t > %t.out 2>&1
// RUN: FileCheck %s < %t.out
// RUN: %exits 127 %t.require 2>&1 | FileCheck %s --check-prefix=REQUIRE
// CHECK-DAG: ld-seal: {{.*}}data
// CHECK-DAG: ld-seal: {{.*}}stack
// CHECK-DAG: ld-seal: {{.*}}wx
// CHECK: text=r-xp sealed
// REQUIRE-NOT: text=
// REQUIRE: ld-seal: {{.*}}{{data|stack|wx}}
#include "Inputs/mark.h"
#include "Inputs/smaps.h"

MARK(1, POLICY)

int main(int argc, char** argv, char** envp) {
  show_mapping("text", main);
  return 0;
}
