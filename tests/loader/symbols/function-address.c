// A non-PIC program's address of a library's function is that of its own PLT entry (an undefined symbol with
// a value). Everyone must see that one address; calls still go to the function itself.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %exec -fno-plt -mcmodel=small %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: same=1
// CHECK: call=42
#include "nolibc.h"

int answer(void);
void* library_address(void);
#ifdef LIBRARY
int answer(void) { return 42; }
void* library_address(void) { return answer; }
#else
int main(int argc, char** argv, char** envp) {
  void* address;
  __asm__("mov $answer, %0" : "=r"(address));
  show_int("same", address == library_address());
  show_int("call", ((int (*)(void))address)());
  return 0;
}
#endif
