// The same without a libc: the program's entry gets the loader's destructors in rdx and runs them. (glibc 2.36
// fails an assertion of its own there in a process without a libc, so there is nothing to compare.)
// RUN: %dso -DNAME=b %s -o %t.b.so
// RUN: %dso -DNAME=a -Wl,--no-as-needed %s %t.b.so -o %t.a.so
// RUN: %prog -DRUN_DESTRUCTORS -Wl,--no-as-needed %s %t.b.so %t.a.so -o %t
// RUN: %ld-seal %t | FileCheck %s
// CHECK: b constructs
// CHECK-NEXT: a constructs
// CHECK-NEXT: program constructs
// CHECK-NEXT: main
// CHECK: a destructs
// CHECK-NEXT: b destructs
#include "Inputs/say.h"
#ifdef PROGRAM
int main(int argc, char** argv, char** envp) {
  put("main\n");
  return 0;
}
#endif
