// lld says for -z notext that there are text relocations (DF_TEXTREL), whether there are any or not. Where there are none
// nothing is said, and the text stays the file's.
// REQUIRES: ld.lld
// RUN: %prog -fuse-ld=lld -Wl,-z,notext %s -o %t
// RUN: llvm-readelf -d %t | FileCheck %s --check-prefix=DYNAMIC
// RUN: %both %t > %t.out 2>&1
// RUN: FileCheck %s < %t.out
// DYNAMIC: TEXTREL
// CHECK-NOT: has text relocations
// CHECK: text of a file=1
#include "../../seal/Inputs/smaps.h"

int main(int argc, char** argv, char** envp) {
  show_int("text of a file", mapping_of((const void*)main).name[0] == '/');
  return 0;
}
