// A segment of bss alone (no bytes in the file), as lld makes it: all zero, after a segment with bytes.
// REQUIRES: ld.lld
// RUN: %dso -DLIBRARY -fuse-ld=lld -Wl,-z,separate-loadable-segments %s -o %t.so
// RUN: %prog %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: sum=0
#include "nolibc.h"

u64 library(void);
#ifdef LIBRARY
static volatile u8 zeros[20000];
u64 library(void) {
  u64 sum = 0;
  for (u64 i = 0; i < sizeof zeros; i++)
    sum += zeros[i], zeros[i] = 1;
  return sum;
}
#else
int main(int argc, char** argv, char** envp) {
  show_int("sum", library());
  return 0;
}
#endif
