// A relocation against symbol 0 has the value 0: TPOFF64 and DTPMOD64 of the object's own TLS, and 64 with
// the addend alone.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: llvm-readelf -r %t.so | FileCheck %s --check-prefix=RELOC
// RUN: %prog %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// RELOC: R_X86_64_TPOFF64 {{0*$}}
// CHECK: own=5
#include "nolibc.h"

int own(void);
#ifdef LIBRARY
static __thread int variable __attribute__((tls_model("initial-exec"))) = 5;
int own(void) { return variable++; }
#else
int main(int argc, char** argv, char** envp) {
  show_int("own", own());
  return 0;
}
#endif
