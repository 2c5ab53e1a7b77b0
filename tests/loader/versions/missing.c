// A version that the library does not have ends the start. The message names the version, the library that
// was found, and who needs it.
// RUN: split-file %S/Inputs/versions.map %t.maps
// RUN: %dso -DLIBRARY -DNEW %s -Wl,--version-script=%t.maps/v2.map -Wl,-soname,lib.so -o %t.2.so
// RUN: %dso -DLIBRARY %s -Wl,--version-script=%t.maps/v1.map -Wl,-soname,lib.so -o %t.1.so
// RUN: rm -rf %t.dir && mkdir %t.dir && cp %t.1.so %t.dir/lib.so
// RUN: %prog %s %t.2.so -Wl,-rpath,%t.dir -o %t
// RUN: %exits 1 %t 2>&1 | FileCheck %s --check-prefix=SYSTEM
// RUN: %exits 127 %ld-seal %t 2>&1 | FileCheck %s -DDIR=%t.dir
// SYSTEM: version `V2' not found (required by
// CHECK: missing.c.tmp: {{.*}}/lib.so: version `V2' not found (required by {{.*}}missing.c.tmp){{$}}
// CHECK-NEXT: ld-seal: install a newer version of the library
#include "nolibc.h"

const char* who(void);
#ifdef LIBRARY
#ifdef NEW
__asm__(".symver new_who, who@@V2\n");
const char* new_who(void) { return "new"; }
#else
const char* who(void) { return "old"; }
#endif
#else
int main(int argc, char** argv, char** envp) {
  show("who", who());
  return 0;
}
#endif
