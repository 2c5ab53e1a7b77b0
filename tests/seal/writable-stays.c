// What is writable stays as it was: data, bss and the stack are not sealed (the policy word "data" and "stack"
// ask for that), and the program may still change their protection.
// REQUIRES: mseal
// RUN: %prog %s -o %t
// RUN: %ld-seal %t | FileCheck %s
// CHECK: data=rw-p open
// CHECK: bss=rw-p open
// CHECK: stack=rw-p open
// CHECK: mprotect=0
// CHECK: data=r--p open
#include "Inputs/smaps.h"

static u8 data[8192] __attribute__((aligned(4096))) = {1};
static u8 bss[8192];
int main(int argc, char** argv, char** envp) {
  show_mapping("data", data);
  show_mapping("bss", bss + 8191);
  show_mapping("stack", &argc);
  show_int("mprotect", syscall3(SYS_mprotect, (i64)data, 4096, 1));
  show_mapping("data", data);
  return 0;
}
