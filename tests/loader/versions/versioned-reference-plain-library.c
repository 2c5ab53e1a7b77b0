// A reference with a version is content with a library that defines no versions: glibc warns, that is all.
// The library needs versions of others itself; glibc 2.36 fails an assertion where it has none at all.
// RUN: split-file %S/Inputs/versions.map %t.maps
// RUN: %dso -DOTHER %s -Wl,--version-script=%t.maps/v1.map -o %t.other.so
// RUN: %dso -DLIBRARY %s %t.other.so -Wl,-soname,lib.so -o %t.plain.so
// RUN: %dso -DLIBRARY %s -Wl,--version-script=%t.maps/v1.map %t.other.so -Wl,-soname,lib.so -o %t.1.so
// RUN: rm -rf %t.dir && mkdir %t.dir && cp %t.plain.so %t.dir/lib.so
// RUN: %prog %s %t.1.so -Wl,-rpath,%t.dir -o %t
// RUN: %t 2>&1 | FileCheck %s
// RUN: %ld-seal %t 2>&1 | FileCheck %s --check-prefix=SEAL
// CHECK: no version information available
// CHECK: who=library
// SEAL: who=library
#include "nolibc.h"

const char* who(void);
const char* other(void);
#if defined OTHER
const char* other(void) { return "library"; }
#elif defined LIBRARY
const char* who(void) { return other(); }
#else
int main(int argc, char** argv, char** envp) {
  show("who", who());
  return 0;
}
#endif
