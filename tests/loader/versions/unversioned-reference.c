// A reference without a version, to a library that has versions, gets the default of the library it was never
// linked against: the base or the oldest version (the first definition), as glibc's loader has it.
// RUN: split-file %S/Inputs/versions.map %t.maps
// RUN: %dso -DLIBRARY -DPLAIN %s -Wl,-soname,lib.so -o %t.plain.so
// RUN: %dso -DLIBRARY %s -Wl,--version-script=%t.maps/v2.map -Wl,-soname,lib.so -o %t.2.so
// RUN: rm -rf %t.dir && mkdir %t.dir && cp %t.2.so %t.dir/lib.so
// RUN: %prog %s %t.plain.so -Wl,-rpath,%t.dir -o %t
// RUN: %both %t | FileCheck %s
// CHECK: who=
#include "nolibc.h"

const char* who(void);
#ifdef LIBRARY
#ifdef PLAIN
const char* who(void) { return "plain"; }
#else
__asm__(".symver old_who, who@V1\n.symver new_who, who@@V2\n");
const char* old_who(void) { return "old"; }
const char* new_who(void) { return "new"; }
#endif
#else
int main(int argc, char** argv, char** envp) {
  show("who", who());
  return 0;
}
#endif
