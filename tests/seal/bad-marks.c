// A mark of an unknown version, or with unknown policy bits: a warning that names it, and sealing all the same;
// under "require" (bit 6) an error, and the program does not start.
// REQUIRES: mseal
// RUN: %prog -Wl,--dynamic-linker=%ld-seal -DVERSION=1 -DPOLICY=0x80000000 %s -o %t.bit
// RUN: %prog -Wl,--dynamic-linker=%ld-seal -DVERSION=1 -DPOLICY=0x80000040 %s -o %t.bit-required
// RUN: %prog -Wl,--dynamic-linker=%ld-seal -DVERSION=9 -DPOLICY=0 %s -o %t.version
// RUN: %t.bit 2>&1 | FileCheck %s --check-prefix=BIT
// RUN: %exits 127 %t.bit-required 2>&1 | FileCheck %s --check-prefix=REQUIRED
// RUN: %exits 0 %t.version 2>&1 | FileCheck %s --check-prefix=VERSION
// BIT: ld-seal: {{.*}}80000000
// BIT: text=r-xp sealed
// REQUIRED-NOT: text=
// REQUIRED: ld-seal: {{.*}}80000000
// VERSION: ld-seal: {{.*}}version{{.*}}9
#include "Inputs/mark.h"
#include "Inputs/smaps.h"

MARK(VERSION, POLICY)

int main(int argc, char** argv, char** envp) {
  show_mapping("text", main);
  return 0;
}
