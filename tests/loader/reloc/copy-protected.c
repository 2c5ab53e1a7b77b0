// A program that was linked before its library's variable became protected has a copy of it that the library does not
// look at: both loaders warn.
// RUN: %dso -DLIBRARY -DVISIBILITY='"default"' %s -o %t.so
// RUN: %exec -mcmodel=small %s %t.so -o %t
// RUN: %dso -DLIBRARY -DVISIBILITY='"protected"' %s -o %t.so
// RUN: %t 2>&1 | FileCheck %s
// RUN: %ld-seal %t 2>&1 | FileCheck %s
// CHECK: copy relocation against non-copyable protected symbol
// CHECK: program's=5
// CHECK-NEXT: same=0
#include "nolibc.h"

int* library_address(void);
#ifdef LIBRARY
__attribute__((visibility(VISIBILITY))) int variable = 5;
int* library_address(void) { return &variable; }
#else
extern int variable;
int main(int argc, char** argv, char** envp) {
  show_int("program's", variable);
  show_int("same", &variable == library_address());
  return 0;
}
#endif
