// The loader is a shared object that can be linked against, where it stands in the place of the system's loader:
// the compiler's linker script names that one.
// RUN: %cc %s -Wl,--no-as-needed %ld-seal -o %t -Wl,--dynamic-linker=%ld-seal
// RUN: llvm-readelf -d %t | FileCheck %s --check-prefix=DYNAMIC
// RUN: %t | FileCheck %s
// DYNAMIC: (NEEDED) {{.*}}ld-seal-x86-64.so.1
// CHECK: linked against
#include <stdio.h>
int main(void) {
  puts("linked against");
  return 0;
}
