// DF_1_INITFIRST is for one object: of several that have it the last one loaded is constructed before all others, the
// rest in their order.
// RUN: %dso -DNAME=a %s -o %t.a.so
// RUN: %dso -DNAME=first -Wl,-z,initfirst %s -o %t.first.so
// RUN: %dso -DNAME=second -Wl,-z,initfirst -Wl,--no-as-needed %s %t.a.so -o %t.second.so
// RUN: %cc -I%inputs -DNAME=program -DMAIN -Wl,--no-as-needed %s %t.first.so %t.second.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: second constructs
// CHECK-NEXT: a constructs
// CHECK-NEXT: first constructs
// CHECK-NEXT: program constructs
#include "Inputs/say.h"
#ifdef MAIN
int main(void) { return 0; }
#endif
