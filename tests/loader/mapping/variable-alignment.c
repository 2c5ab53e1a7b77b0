// A variable that asks for 64 KiB alignment gets it, in the program and in a library.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: library misaligned=0
// CHECK: program misaligned=0
#include "nolibc.h"

static char block[65536] __attribute__((aligned(65536))) = {1};
u64 library(void);
#ifdef LIBRARY
u64 library(void) { return (u64)block; }
#else
int main(int argc, char** argv, char** envp) {
  char* mine = block;
  __asm__("" : "+r"(mine));
  u64 theirs = library();
  __asm__("" : "+r"(theirs));
  show_int("library misaligned", theirs & 65535);
  show_int("program misaligned", (u64)mine & 65535);
  return 0;
}
#endif
