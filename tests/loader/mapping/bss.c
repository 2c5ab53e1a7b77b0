// .bss begins inside the data's last page, is zero to the last byte and can be written, however small or large.
// RUN: %dso -DLIBRARY -DSIZE=1 -g3 %s -o %t.1.so && %prog -DSIZE=1 -g3 %s %t.1.so -o %t.1
// RUN: %dso -DLIBRARY -DSIZE=5000 -g3 %s -o %t.5k.so && %prog -DSIZE=5000 -g3 %s %t.5k.so -o %t.5k
// RUN: %dso -DLIBRARY -DSIZE=3000000 -g3 %s -o %t.3m.so && %prog -DSIZE=3000000 -g3 %s %t.3m.so -o %t.3m
// RUN: %both %t.1 | FileCheck %s
// RUN: %both %t.5k | FileCheck %s
// RUN: %both %t.3m | FileCheck %s
// CHECK: initialised=1
// CHECK: sum=0
// CHECK: initialised=1
// CHECK: sum=0
#include "nolibc.h"

static char initialised = 1;
static volatile u8 zeros[SIZE];
static void look(void) {
  u64 sum = 0;
  for (u64 i = 0; i < SIZE; i++)
    sum += zeros[i];
  for (u64 i = 0; i < SIZE; i++)
    zeros[i] = 255;
  show_int("initialised", *(volatile char*)&initialised);
  show_int("sum", sum);
}

void library(void);
#ifdef LIBRARY
void library(void) { look(); }
#else
int main(int argc, char** argv, char** envp) {
  look();
  library();
  return 0;
}
#endif
