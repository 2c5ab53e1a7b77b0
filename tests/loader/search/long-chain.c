// A chain of 150 libraries, each of which needs the next: depth is no limit, and constructors run from the far end.
// RUN: %python %S/Inputs/chain.py %t 150 %dso %s
// RUN: %prog %s %t.149.so -Wl,--allow-shlib-undefined -o %t
// RUN: %both %t | FileCheck %s
// CHECK: sum=150
#include "nolibc.h"

#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)
#ifdef NUMBER
int JOIN(count, PREVIOUS)(void) __attribute__((weak));
int JOIN(count, NUMBER)(void) { return 1 + (NUMBER ? JOIN(count, PREVIOUS)() : 0); }
#else
int count149(void);
int main(int argc, char** argv, char** envp) {
  show_int("sum", count149());
  return 0;
}
#endif
