// A mark that says "require" (bit 6) cannot be talked out of it by the environment: LD_SEAL=none changes nothing.
// REQUIRES: mseal
// RUN: %prog -Wl,--dynamic-linker=%ld-seal %s -o %t
// RUN: %t | FileCheck %s
// RUN: env LD_SEAL=none %t | FileCheck %s
// RUN: env LD_SEAL=none LD_SEAL_REQUIRE=0 %t | FileCheck %s
// CHECK: text=r-xp sealed
#include "Inputs/mark.h"
#include "Inputs/smaps.h"

MARK(1, 0x40)

int main(int argc, char** argv, char** envp) {
  show_mapping("text", main);
  return 0;
}
