// A cycle of dependencies is broken at the same place each time, the one that glibc chooses.
// RUN: %dso -DNAME=x %s -Wl,-soname,%t.b.so -o %t.b.so
// RUN: %dso -DNAME=a -Wl,--no-as-needed %s %t.b.so -o %t.a.so
// RUN: %dso -DNAME=b -Wl,--no-as-needed %s %t.a.so -Wl,-soname,%t.b.so -o %t.b.so
// RUN: %dso -DNAME=c -Wl,--no-as-needed %s %t.b.so -o %t.c.so
// RUN: %cc -I%inputs -DNAME=program -DMAIN -Wl,--no-as-needed %s %t.a.so %t.c.so -o %t.ac
// RUN: %cc -I%inputs -DNAME=program -DMAIN -Wl,--no-as-needed %s %t.c.so %t.b.so -o %t.cb
// RUN: %both %t.ac
// RUN: %both %t.cb
#include "Inputs/say.h"
#ifdef MAIN
int main(void) { return 0; }
#endif
