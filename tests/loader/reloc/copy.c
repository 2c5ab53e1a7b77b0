// R_X86_64_COPY: the program's own copy of a library's variable, of which there is then only one for all:
// the library sees the program's write, and its own pointer leads to the copy.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %exec %s %t.so -o %t
// RUN: llvm-readelf -r %t | FileCheck %s --check-prefix=RELOC
// RUN: %both %t | FileCheck %s
// RELOC: R_X86_64_COPY {{.*}} shared
// CHECK: initial=1 2 3
// CHECK-NEXT: library sees=7
// CHECK-NEXT: same=1
#include "nolibc.h"

extern int shared[3];
int* library_address(void);
#ifdef LIBRARY
int shared[3] = {1, 2, 3};
int* library_address(void) { return shared; }
#else
int main(int argc, char** argv, char** envp) {
  put("initial="), put_number(shared[0], 10), put(" "), put_number(shared[1], 10);
  put(" "), put_number(shared[2], 10), put("\n");
  shared[1] = 7;
  show_int("library sees", library_address()[1]);
  show_int("same", library_address() == shared);
  return 0;
}
#endif
