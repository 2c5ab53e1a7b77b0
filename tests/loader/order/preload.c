// A preloaded library is constructed after the program's own dependencies: where nobody depends on anybody, the later
// in load order comes first.
// RUN: %dso -DNAME=a %s -o %t.a.so
// RUN: %dso -DNAME=preloaded %s -o %t.pre.so
// RUN: %cc -I%inputs -DNAME=program -DMAIN -Wl,--no-as-needed %s %t.a.so -o %t
// RUN: %both --env LD_PRELOAD=%t.pre.so %t | FileCheck %s
// CHECK: a constructs
// CHECK-NEXT: preloaded constructs
// CHECK-NEXT: program constructs
#include "Inputs/say.h"
#ifdef MAIN
int main(void) { return 0; }
#endif
