// A weak reference that nobody defines is 0: in a call slot, in the GOT and in data, where an addend stays.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog -Wl,-z,dynamic-undefined-weak %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: data=0x8
// CHECK: got=0x0
#include "nolibc.h"

void test(void);
#ifdef LIBRARY
extern char nowhere[] __attribute__((weak));
char* volatile data = nowhere + 8;
void test(void) {
  show_hex("data", (u64)data);
  show_hex("got", (u64)nowhere);
}
#else
int main(int argc, char** argv, char** envp) {
  test();
  return 0;
}
#endif
