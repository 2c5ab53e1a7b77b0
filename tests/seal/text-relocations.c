// An object with text relocations gets its final protection back first, then it is sealed like any other.
// REQUIRES: mseal, ld.lld
// RUN: %cc -ffreestanding -fno-pic -mcmodel=large -O1 -I%inputs -nostdlib -shared -fuse-ld=lld \
// RUN:   -Wl,-z,notext -DLIBRARY %s -o %t.so
// RUN: %prog %s %t.so -o %t
// RUN: %ld-seal %t | FileCheck %s
// CHECK: text=r-xp sealed
#include "Inputs/smaps.h"

int value(void);
#ifdef LIBRARY
int variable = 7;
int value(void) { return variable; }
#else
int main(int argc, char** argv, char** envp) {
  show_mapping("text", value);
  return value() != 7;
}
#endif
