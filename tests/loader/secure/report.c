// Secure mode: LD_SEAL_REPORT would let the caller choose a file that the program's owner then writes.
// REQUIRES: setuid
// RUN: %prog -Wl,--dynamic-linker=%ld-seal %s -o %t && chmod 4755 %t
// RUN: rm -f %t.report
// RUN: env LD_SEAL=all LD_SEAL_REPORT=%t.report %as-nobody %t | FileCheck %s
// RUN: test ! -e %t.report
// CHECK: ran
#include "nolibc.h"
int main(int argc, char** argv, char** envp) {
  put("ran\n");
  return 0;
}
