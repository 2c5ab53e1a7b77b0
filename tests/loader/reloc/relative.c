// R_X86_64_RELATIVE: pointers into the object itself, in writable and in read-only data.
// RUN: %prog %s -o %t
// RUN: llvm-readelf -r %t | FileCheck %s --check-prefix=RELOC
// RUN: %both %t | FileCheck %s
// RELOC-COUNT-3: R_X86_64_RELATIVE
// CHECK: one two three
#include "nolibc.h"

static const char* const constant[] = {"one ", "two "};
static const char* variable = "three\n";

int main(int argc, char** argv, char** envp) {
  __asm__("" : "+m"(variable));
  const char* const* words = constant;
  __asm__("" : "+r"(words));
  put(words[0]), put(words[1]), put(variable);
  return 0;
}
