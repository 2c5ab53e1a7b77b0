// A segment of nothing, as a linker script may leave one behind the others: the kernel and glibc's loader pass over it in a
// program (that of 2.36 refuses it where it maps the file itself), so this one does.
// RUN: %prog %s -Wl,-z,separate-code,--dynamic-linker=%ld-seal -o %t && %prog %s -Wl,-z,separate-code,--dynamic-linker=%system-ld -o %t.system
// RUN: %python %S/Inputs/empty_segment.py %t %t.system && readelf -lW %t | FileCheck %s --check-prefix=HEADERS
// RUN: %t.system | FileCheck %s
// RUN: %t | FileCheck %s
// RUN: %ld-seal %t | FileCheck %s

// Nor is it the program's first, by which its place is known where there is no PT_PHDR.
// RUN: %prog %s -Wl,-z,separate-code,--dynamic-linker=%ld-seal -o %t.first && %python %S/Inputs/empty_segment.py --first %t.first
// RUN: %python %S/Inputs/drop-phdr.py %t.first && %t.first | FileCheck %s
// HEADERS: LOAD 0x000490 0x{{0+}} 0x{{0+}} 0x000000 0x000000 RW
// CHECK: sum=3
#include "nolibc.h"

static volatile int one = 1, two = 2;

int main(int argc, char** argv, char** envp) {
  show_int("sum", one + two);
  return 0;
}
