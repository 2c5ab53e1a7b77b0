// DF_1_INITFIRST: that object's constructor runs before all others, its dependencies' included.
// RUN: %dso -DNAME=a %s -o %t.a.so
// RUN: %dso -DNAME=first -Wl,-z,initfirst %s -o %t.first.so
// RUN: %cc -I%inputs -DNAME=program -DMAIN -Wl,--no-as-needed %s %t.first.so %t.a.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: first constructs
// CHECK-NEXT: a constructs
// CHECK-NEXT: program constructs
#include "Inputs/say.h"
#ifdef MAIN
int main(void) { return 0; }
#endif
