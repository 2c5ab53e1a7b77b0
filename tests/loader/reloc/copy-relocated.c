// What R_X86_64_COPY copies is the library's variable after its own relocations.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %exec %s %t.so -o %t
// RUN: llvm-readelf -r %t | FileCheck %s --check-prefix=RELOC
// RUN: %both %t | FileCheck %s
// RELOC: R_X86_64_COPY {{.*}} greeting
// CHECK: hello from the library
#include "nolibc.h"

extern const char* greeting;
#ifdef LIBRARY
const char* greeting = "hello from the library\n";
#else
int main(int argc, char** argv, char** envp) {
  put(greeting);
  return 0;
}
#endif
