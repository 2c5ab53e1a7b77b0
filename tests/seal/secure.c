// Secure mode: the caller cannot switch the sealing of a marked set-user-ID program off.
// REQUIRES: mseal, setuid
// RUN: %prog -Wl,--dynamic-linker=%ld-seal %s -o %t && chmod 4755 %t
// RUN: env LD_SEAL=none %as-nobody %t | FileCheck %s
// CHECK: text=r-xp sealed
#include "Inputs/mark.h"
#include "Inputs/smaps.h"

MARK(1, 0)

int main(int argc, char** argv, char** envp) {
  show_mapping("text", main);
  return 0;
}
