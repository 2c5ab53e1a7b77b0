// A library with who@V1 (hidden) and who@@V2 (default): a program gets the version it was linked against.
// RUN: split-file %S/Inputs/versions.map %t.maps
// RUN: %dso -DLIBRARY -DOLD %s -Wl,--version-script=%t.maps/v1.map -Wl,-soname,lib.so -o %t.1.so
// RUN: %dso -DLIBRARY -DOLD -DNEW %s -Wl,--version-script=%t.maps/v2.map -Wl,-soname,lib.so -o %t.2.so
// RUN: rm -rf %t.dir && mkdir %t.dir && cp %t.2.so %t.dir/lib.so
// RUN: %prog %s %t.1.so -Wl,-rpath,%t.dir -o %t.old
// RUN: %prog %s %t.2.so -Wl,-rpath,%t.dir -o %t.new
// RUN: %both %t.old | FileCheck %s --check-prefix=OLD
// RUN: %both %t.new | FileCheck %s --check-prefix=NEW
// OLD: who=old
// NEW: who=new
#include "nolibc.h"

const char* who(void);
#ifdef LIBRARY
#ifdef NEW
__asm__(".symver old_who, who@V1\n.symver new_who, who@@V2\n");
const char* old_who(void) { return "old"; }
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
