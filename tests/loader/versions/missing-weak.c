// A version that is needed weakly (VER_FLG_WEAK) may be missing.
// RUN: split-file %S/Inputs/versions.map %t.maps
// RUN: %dso -DLIBRARY -DNEW %s -Wl,--version-script=%t.maps/v2.map -Wl,-soname,lib.so -o %t.2.so
// RUN: %dso -DLIBRARY %s -Wl,--version-script=%t.maps/v1.map -Wl,-soname,lib.so -o %t.1.so
// RUN: rm -rf %t.dir && mkdir %t.dir && cp %t.1.so %t.dir/lib.so
// RUN: %prog -Wl,--no-as-needed %s %t.2.so -Wl,-rpath,%t.dir -o %t
// RUN: %python %S/Inputs/make-weak.py %t
// RUN: llvm-readelf -V %t | FileCheck %s --check-prefix=VERSIONS
// RUN: %t 2>/dev/null | FileCheck %s
// RUN: %ld-seal %t | FileCheck %s
// VERSIONS: Name: V2 Flags: {{WEAK|Weak}}
// CHECK: new=0
#include "nolibc.h"

__attribute__((weak)) const char* newer(void);
#ifdef LIBRARY
#ifdef NEW
__asm__(".symver new_newer, newer@@V2\n");
const char* new_newer(void) { return "new"; }
#endif
const char* who(void) { return "old"; }
#else
int main(int argc, char** argv, char** envp) {
  show_int("new", newer != 0);
  return 0;
}
#endif
