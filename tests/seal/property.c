// GNU_PROPERTY_MEMORY_SEAL (3) in the GNU property note is a mark with the default policy. (Linkers that do not
// know it yet drop it from a section of the usual name, hence the unusual one and the header made by hand.)
// REQUIRES: mseal
// RUN: %prog -Wl,--dynamic-linker=%ld-seal %s -o %t
// RUN: %python %S/Inputs/property.py %t
// RUN: llvm-readelf -l -n %t | FileCheck %s --check-prefix=SEGMENTS
// RUN: %t | FileCheck %s
// SEGMENTS: GNU_PROPERTY
// SEGMENTS: NT_GNU_PROPERTY_TYPE_0
// CHECK: text=r-xp sealed
#include "Inputs/smaps.h"

__asm__(".pushsection .note.property.made, \"a\", @note\n.balign 8\n.long 4, 8, 5\n.asciz \"GNU\"\n"
        ".long 3, 0\n.popsection\n");

int main(int argc, char** argv, char** envp) {
  show_mapping("text", main);
  return 0;
}
