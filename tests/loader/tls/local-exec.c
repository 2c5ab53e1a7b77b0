// Local exec access has no relocation at all: the program's block must lie just below the thread pointer,
// its initialised part first, then zeros, at its alignment.
// RUN: %dso -DLIBRARY -ftls-model=initial-exec %s -o %t.so
// RUN: %prog -ftls-model=local-exec %s %t.so -o %t.pie
// RUN: %exec -ftls-model=local-exec %s %t.so -o %t.exec
// RUN: %both %t.pie | FileCheck %s
// RUN: %both %t.exec | FileCheck %s
// CHECK: initialised=1 2
// CHECK: zeros=0
// CHECK: aligned=1
// CHECK: library=9
#include "nolibc.h"

int library(void);
#ifdef LIBRARY
static __thread int variable = 9;
int library(void) { return variable; }
#else
static __thread int first = 1;
static __thread u8 zeros[5000];
static __thread int second __attribute__((aligned(64))) = 2;
int main(int argc, char** argv, char** envp) {
  int sum = 0;
  for (u64 i = 0; i < sizeof zeros; i++)
    sum += *(volatile u8*)&zeros[i];
  put("initialised="), put_number(first, 10), put(" "), put_number(second, 10), put("\n");
  show_int("zeros", sum);
  show_int("aligned", (u64)&second % 64 == 0);
  show_int("library", library());
  return 0;
}
#endif
