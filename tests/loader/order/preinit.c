// DT_PREINIT_ARRAY of the program runs before any library's constructor, in the order of the array.
// RUN: %dso -DNAME=library %s -o %t.so
// RUN: %cc -I%inputs -DNAME=program -DMAIN -Wl,--no-as-needed %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: preinit one
// CHECK-NEXT: preinit two
// CHECK-NEXT: library constructs
// CHECK-NEXT: program constructs
#include "Inputs/say.h"
#ifdef MAIN
static void one(void) { put("preinit one\n"); }
static void two(void) { put("preinit two\n"); }
__attribute__((section(".preinit_array"), used)) static void (*pre[])(void) = {one, two};
int main(void) { return 0; }
#endif
