// Options of the loader end at the program; what looks like one after it is the program's.
// RUN: %prog %s -o %t
// RUN: %ld-seal %t --list --version | FileCheck %s
// CHECK: argc=3
// CHECK-NEXT: argv[1]=--list
#include "nolibc.h"
int main(int argc, char** argv, char** envp) {
  show_int("argc", argc);
  show("argv[1]", argv[1]);
  return 0;
}
