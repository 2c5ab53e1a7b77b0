// R_X86_64_IRELATIVE: a word is what the object's own resolver returns.
// RUN: %prog %s -o %t.pie
// RUN: llvm-readelf -r %t.pie | FileCheck %s --check-prefix=RELOC
// RUN: %both %t.pie | FileCheck %s
// RELOC: R_X86_64_IRELATIVE
// CHECK: chosen=42
#include "nolibc.h"

static int second(void) { return 42; }
static int (*resolve(void))(void) { return second; }
static int chosen(void) __attribute__((ifunc("resolve")));

int main(int argc, char** argv, char** envp) {
  show_int("chosen", chosen());
  return 0;
}
