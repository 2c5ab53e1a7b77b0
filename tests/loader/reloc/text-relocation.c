// Text relocations (DT_TEXTREL): read-only segments are relocated too, then get their final protection back.
// REQUIRES: ld.lld
// RUN: %cc -ffreestanding -fno-pic -mcmodel=large -O1 -I%inputs -nostdlib -shared -fuse-ld=lld \
// RUN:   -Wl,-z,notext -DLIBRARY %s -o %t.so
// RUN: llvm-readelf -d %t.so | FileCheck %s --check-prefix=DYNAMIC
// RUN: %prog %s %t.so -o %t
// RUN: %t | FileCheck %s
// RUN: %ld-seal %t 2> %t.warning | FileCheck %s
// RUN: FileCheck %s --check-prefix=WARNING < %t.warning
// DYNAMIC: TEXTREL
// CHECK: value=7
// WARNING: ld-seal: warning: {{.*}}text-relocation.c.tmp.so: has text relocations
#include "nolibc.h"

int value(void);
#ifdef LIBRARY
int variable = 7;
int value(void) { return variable; }
#else
int main(int argc, char** argv, char** envp) {
  show_int("value", value());
  return 0;
}
#endif
