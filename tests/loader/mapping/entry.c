// What a program's entry point finds (psABI, "Process Initialization"): an aligned stack that begins with argc, the direction
// flag clear, the floating point units as a new process has them, and in rdx a function to register with atexit.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %cc -O1 -nostdlib -nostartfiles -ffreestanding -fno-stack-protector -I%inputs %s -Wl,--no-as-needed %t.so -o %t
// RUN: %both %t one two | FileCheck %s
// CHECK: arguments=3
// CHECK-NEXT: misaligned=0
// CHECK-NEXT: direction=0
// CHECK-NEXT: mxcsr=8064
// CHECK-NEXT: x87=895
// CHECK-NEXT: x87 tags=0
// CHECK-NEXT: to register=1
#include "nolibc.h"
#ifdef LIBRARY
int variable;
#else
__asm__(".globl _start\n_start:\n"
        "movq %rsp, %rdi\n"
        "movq %rdx, %rsi\n"
        "pushfq\n"
        "popq %rdx\n"
        "xorl %ebp, %ebp\n"
        "andq $-16, %rsp\n"
        "call begin\n");
__attribute__((used)) void begin(unsigned long* stack, void (*finish)(void), unsigned long flags) {
  unsigned mxcsr;
  struct {
    unsigned control, status, tags, rest[4];
  } x87;
  __asm__("stmxcsr %0\nfnstenv %1" : "=m"(mxcsr), "=m"(x87));
  show_int("arguments", stack[0]);
  show_int("misaligned", (unsigned long)stack % 16);
  show_int("direction", flags >> 10 & 1);
  show_int("mxcsr", mxcsr);
  show_int("x87", x87.control & 0xffff);
  show_int("x87 tags", (x87.tags & 0xffff) ^ 0xffff);
  show_int("to register", finish != 0);
  exit_with(0);
}
#endif
