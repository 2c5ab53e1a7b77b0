// A position-independent program without PT_PHDR, as some tools leave it, tells where it lies all the same.
// RUN: %prog -pie -fPIE -Wl,--dynamic-linker=%ld-seal %s -o %t
// RUN: %python %S/Inputs/drop-phdr.py %t
// RUN: llvm-readelf -lW %t | FileCheck %s --check-prefix=HEADERS
// RUN: %t | FileCheck %s
// RUN: %ld-seal %t | FileCheck %s
// HEADERS-NOT: PHDR
// CHECK: pointer=right
#include "nolibc.h"

static int variable;
static int* volatile pointer = &variable;
int main(int argc, char** argv, char** envp) {
  show("pointer", pointer == &variable ? "right" : "wrong");
  return 0;
}
