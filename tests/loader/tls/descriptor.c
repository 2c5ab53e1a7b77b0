// R_X86_64_TLSDESC: the library calls through a descriptor that the loader fills. The resolver may change no
// register but rax, and the flags.
// REQUIRES: tls-descriptors
// RUN: %dso -mtls-dialect=gnu2 -DLIBRARY %s -o %t.so
// RUN: llvm-readelf -r %t.so | FileCheck %s --check-prefix=RELOC
// RUN: %prog %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// RELOC: R_X86_64_TLSDESC
// CHECK: global=10 local=20
// CHECK: global=11 local=21
// CHECK: registers kept=1
#include "nolibc.h"

void test(void);
#ifdef LIBRARY
__thread int global = 10;
static __thread int local = 20;
void test(void) {
  put("global="), put_number(global++, 10);
  put(" local="), put_number(local++, 10), put("\n");
  if (global < 12)
    return;
  u64 sum;
  __asm__("mov $1, %%ecx\n mov $2, %%edx\n mov $4, %%esi\n mov $8, %%edi\n"
          "mov $16, %%r8d\n mov $32, %%r9d\n mov $64, %%r10d\n mov $128, %%r11d\n"
          "lea global@tlsdesc(%%rip), %%rax\n call *global@tlscall(%%rax)\n"
          "add %%rcx, %%rdx\n add %%rdx, %%rsi\n add %%rsi, %%rdi\n add %%rdi, %%r8\n"
          "add %%r8, %%r9\n add %%r9, %%r10\n lea (%%r10,%%r11), %0\n"
          : "=r"(sum)
          :
          : "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "cc", "memory");
  show_int("registers kept", sum == 255);
}
#else
int main(int argc, char** argv, char** envp) {
  test();
  test();
  return 0;
}
#endif
