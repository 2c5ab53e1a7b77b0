// STT_GNU_IFUNC symbols of another object: by call (JUMP_SLOT), by address (GLOB_DAT) and in data (64), all
// resolve to the same function.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: call=42
// CHECK-NEXT: address=42
// CHECK-NEXT: data=42
// CHECK-NEXT: same=1
#include "nolibc.h"

#ifdef LIBRARY
static int second(void) { return 42; }
static int (*resolve(void))(void) { return second; }
int chosen(void) __attribute__((ifunc("resolve")));
#else
int chosen(void);
int (*data)(void) = chosen;
int main(int argc, char** argv, char** envp) {
  int (*address)(void);
  __asm__("movq chosen@GOTPCREL(%%rip), %0" : "=r"(address));
  show_int("call", chosen());
  show_int("address", address());
  show_int("data", data());
  show_int("same", address == data);
  return 0;
}
#endif
