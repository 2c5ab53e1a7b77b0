// LD_SHOW_AUXV: the auxiliary vector, before the program runs. (What differs from run to run are addresses, and by
// hand it is the loader that the kernel started.)
// RUN: %prog %s -o %t
// RUN: %both --skip=hand --env LD_SHOW_AUXV=1 --filter='s/0x[0-9a-f]{7,}/ADDRESS/;s/(EXECFN: *).*/\1/' %t | FileCheck %s
// RUN: env LD_SHOW_AUXV=1 %ld-seal %t | FileCheck %s
// CHECK: AT_PAGESZ:            4096
// CHECK: AT_ENTRY:
// CHECK: ran
#include "nolibc.h"
int main(int argc, char** argv, char** envp) {
  put("ran\n");
  return 0;
}
