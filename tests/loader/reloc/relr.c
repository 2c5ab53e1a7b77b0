// DT_RELR: relative relocations as addresses and bitmaps. 300 words in a row need several bitmaps; the lone
// words between them start new runs.
// RUN: %prog -Wl,-z,pack-relative-relocs %s -o %t
// RUN: llvm-readelf -d %t | FileCheck %s --check-prefix=DYNAMIC
// RUN: %both %t | FileCheck %s
// DYNAMIC: (RELR)
// CHECK: wrong=0
#include "nolibc.h"

static char target;
#define P &target
#define TEN P, P, P, P, P, P, P, P, P, P
#define HUNDRED TEN, TEN, TEN, TEN, TEN, TEN, TEN, TEN, TEN, TEN
struct {
  void* run[300];
  u64 gap[100];
  void* lone;
  u64 gap2[70];
  void* pair[2];
} data = {{HUNDRED, HUNDRED, HUNDRED}, {1}, P, {1}, {P, P}};

int main(int argc, char** argv, char** envp) {
  int wrong = 0;
  for (int i = 0; i < 300; i++)
    wrong += data.run[i] != &target;
  wrong += data.lone != &target;
  wrong += data.pair[0] != &target || data.pair[1] != &target;
  for (int i = 1; i < 100; i++)
    wrong += data.gap[i] != 0;
  show_int("wrong", wrong);
  return 0;
}
