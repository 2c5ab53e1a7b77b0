// For a loader a weak definition is as good as any: the first of the search order counts, not the strong one.
// RUN: %dso -DWHO='"weak"' -DWEAK='__attribute__((weak))' %s -o %t.weak.so
// RUN: %dso -DWHO='"strong"' -DWEAK= %s -o %t.strong.so
// RUN: %prog -Wl,--no-as-needed %s %t.weak.so %t.strong.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: found=weak
#include "nolibc.h"

const char* who(void);
#ifdef WHO
WEAK const char* who(void) { return WHO; }
#else
int main(int argc, char** argv, char** envp) {
  show("found", who());
  return 0;
}
#endif
