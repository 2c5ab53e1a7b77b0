// "Before the first constructor" counts DT_PREINIT_ARRAY too.
// REQUIRES: mseal
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog %s %t.so -o %t
// RUN: %ld-seal %t | FileCheck %s
// CHECK: preinit: program=r-xp sealed
// CHECK: preinit: library=r-xp sealed
// CHECK: main
#include "Inputs/smaps.h"

int library(void);
#ifdef LIBRARY
int library(void) { return 0; }
#else
static void preinit(void) {
  show_mapping("preinit: program", preinit);
  show_mapping("preinit: library", library);
}
__attribute__((section(".preinit_array"), used)) static void (*const array[])(void) = {preinit};
int main(int argc, char** argv, char** envp) {
  put("main\n");
  return library();
}
#endif
