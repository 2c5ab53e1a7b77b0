// R_X86_64_TLSDESC of a weak variable that nobody defines: its address is 0.
// REQUIRES: tls-descriptors
// RUN: %dso -mtls-dialect=gnu2 -DLIBRARY %s -o %t.so
// RUN: llvm-readelf -r %t.so | FileCheck %s --check-prefix=RELOC
// RUN: %prog %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// RELOC: R_X86_64_TLSDESC {{.*}} nowhere
// CHECK: address=0x0
#include "nolibc.h"

u64 address(void);
#ifdef LIBRARY
extern __thread int nowhere __attribute__((weak));
u64 address(void) { return (u64)&nowhere; }
#else
int main(int argc, char** argv, char** envp) {
  show_hex("address", address());
  return 0;
}
#endif
