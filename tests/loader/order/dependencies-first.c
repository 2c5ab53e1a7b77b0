// Constructors: dependencies before dependents, whatever the load order; the program last. Destructors run in
// reverse.
// RUN: %dso -DNAME=c %s -o %t.c.so
// RUN: %dso -DNAME=b -Wl,--no-as-needed %s %t.c.so -o %t.b.so
// RUN: %dso -DNAME=a -Wl,--no-as-needed %s %t.b.so %t.c.so -o %t.a.so
// RUN: %cc -I%inputs -DNAME=program -DMAIN -Wl,--no-as-needed %s %t.c.so %t.a.so %t.b.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: c constructs
// CHECK-NEXT: b constructs
// CHECK-NEXT: a constructs
// CHECK-NEXT: program constructs
// CHECK-NEXT: main
// CHECK-NEXT: program destructs
// CHECK-NEXT: a destructs
// CHECK-NEXT: b destructs
// CHECK-NEXT: c destructs
#include "Inputs/say.h"
#ifdef MAIN
int main(void) {
  put("main\n");
  return 0;
}
#endif
