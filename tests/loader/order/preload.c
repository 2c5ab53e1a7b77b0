// A preloaded library that nobody depends on is constructed before the program's own dependencies, as glibc has
// it: load order decides where dependencies do not.
// RUN: %dso -DNAME=a %s -o %t.a.so
// RUN: %dso -DNAME=preloaded %s -o %t.pre.so
// RUN: %cc -I%inputs -DNAME=program -DMAIN -Wl,--no-as-needed %s %t.a.so -o %t
// RUN: env LD_PRELOAD=%t.pre.so %both %t | FileCheck %s
// CHECK-DAG: preloaded constructs
// CHECK-DAG: a constructs
// CHECK: program constructs
#include "Inputs/say.h"
#ifdef MAIN
int main(void) { return 0; }
#endif
