// DF_STATIC_TLS in an object that has no TLS segment itself: it only refers to another's variable.
// RUN: %dso -ftls-model=initial-exec -DOWNER %s -o %t.owner.so
// RUN: %dso -ftls-model=initial-exec -DUSER %s %t.owner.so -o %t.user.so
// RUN: llvm-readelf -d -l %t.user.so | FileCheck %s --check-prefix=DYNAMIC
// RUN: %prog %s %t.user.so -o %t
// RUN: %both %t | FileCheck %s
// DYNAMIC-NOT: {{^ *}}TLS
// DYNAMIC: STATIC_TLS
// CHECK: value=11
#include "nolibc.h"

extern __thread int variable;
int use(void);
#if defined OWNER
__thread int variable = 11;
#elif defined USER
int use(void) { return variable; }
#else
int main(int argc, char** argv, char** envp) {
  show_int("value", use());
  return 0;
}
#endif
