// Versions of the same name in two libraries are told apart by symbol lookup order alone: a reference needs the
// name and the version, not the file that the version was once found in.
// RUN: echo 'V1 { global: *; };' > %t.map
// RUN: %dso -DWHO='"first"' %s -Wl,--version-script=%t.map -Wl,-soname,first.so -o %t.first.so
// RUN: %dso -DWHO='"second"' %s -Wl,--version-script=%t.map -Wl,-soname,second.so -o %t.second.so
// RUN: rm -rf %t.dir && mkdir %t.dir && cp %t.first.so %t.dir/first.so && cp %t.second.so %t.dir/second.so
// RUN: %prog -Wl,--no-as-needed %s %t.second.so %t.first.so -Wl,-rpath,%t.dir -o %t
// RUN: %both %t | FileCheck %s
// CHECK: who=second
#include "nolibc.h"

const char* who(void);
#ifdef WHO
const char* who(void) { return WHO; }
#else
int main(int argc, char** argv, char** envp) {
  show("who", who());
  return 0;
}
#endif
