// The mark also counts in a PT_GNU_SEAL segment, where a linker makes one.
// REQUIRES: mseal
// RUN: %prog -Wl,--dynamic-linker=%ld-seal %s -Wl,--build-id=none -o %t
// RUN: %python %S/Inputs/note-to-seal.py %t
// RUN: llvm-readelf -l %t | FileCheck %s --check-prefix=SEGMENTS
// RUN: %t | FileCheck %s
// SEGMENTS-NOT: {{^ *}}NOTE
// CHECK: text=r-xp sealed
#include "Inputs/mark.h"
#include "Inputs/smaps.h"

MARK(1, 0)

int main(int argc, char** argv, char** envp) {
  show_mapping("text", main);
  return 0;
}
