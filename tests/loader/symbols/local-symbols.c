// Hidden and local symbols are nobody else's: a reference does not bind to a hidden one of the same name.
// RUN: %dso -DWHO='"hidden"' -DHIDDEN='__attribute__((visibility("hidden")))' %s -o %t.hidden.so
// RUN: %dso -DWHO='"default"' -DHIDDEN= %s -o %t.default.so
// RUN: %prog -Wl,--no-as-needed %s %t.hidden.so %t.default.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: found=default
#include "nolibc.h"

const char* who(void);
#ifdef WHO
HIDDEN const char* who(void) { return WHO; }
#else
int main(int argc, char** argv, char** envp) {
  show("found", who());
  return 0;
}
#endif
