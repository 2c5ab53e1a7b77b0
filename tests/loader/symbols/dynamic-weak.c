// With LD_DYNAMIC_WEAK a weak definition gives way to a strong one that comes later in the scopes, as it did in old
// loaders; without it weak is as good as strong (gABI, "Symbol Table").
// RUN: %dso -DWEAK %s -o %t.weak.so
// RUN: %dso -DSTRONG %s -o %t.strong.so
// RUN: %prog -Wl,--no-as-needed %s %t.weak.so %t.strong.so -o %t
// RUN: %both %t | FileCheck %s
// RUN: %both --env LD_DYNAMIC_WEAK=1 %t | FileCheck %s --check-prefix=DYNAMIC
// CHECK: both=weak
// CHECK-NEXT: weak only=weak
// DYNAMIC: both=strong
// DYNAMIC-NEXT: weak only=weak
#include "nolibc.h"

const char* both(void);
const char* weak_only(void);
#ifdef WEAK
__attribute__((weak)) const char* both(void) { return "weak"; }
__attribute__((weak)) const char* weak_only(void) { return "weak"; }
#elif defined STRONG
const char* both(void) { return "strong"; }
#else
int main(int argc, char** argv, char** envp) {
  show("both", both());
  show("weak only", weak_only());
  return 0;
}
#endif
