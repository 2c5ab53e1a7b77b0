// R_X86_64_JUMP_SLOT: a call through the procedure linkage table.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog -fplt -Wl,-z,lazy %s %t.so -o %t.lazy
// RUN: %prog -fplt -Wl,-z,now %s %t.so -o %t.now
// RUN: llvm-readelf -r %t.lazy | FileCheck %s --check-prefix=RELOC
// RUN: %both %t.lazy | FileCheck %s
// RUN: %both %t.now | FileCheck %s
// RELOC: R_X86_64_JUMP_SLOT {{.*}} answer
// CHECK: answer=42
#include "nolibc.h"

int answer(void);
#ifdef LIBRARY
int answer(void) { return 42; }
#else
int main(int argc, char** argv, char** envp) {
  show_int("answer", answer());
  return 0;
}
#endif
