// --argv0 sets the program's name; without it the program sees the path it was started by.
// RUN: %prog %s -o %t
// RUN: %ld-seal --argv0 other %t one | FileCheck %s --check-prefix=OTHER
// RUN: %system-ld --argv0 other %t one | FileCheck %s --check-prefix=OTHER
// RUN: %ld-seal %t one | FileCheck %s -DPATH=%t --check-prefix=OWN
// RUN: %system-ld %t one | FileCheck %s -DPATH=%t --check-prefix=OWN
// OTHER: argv[0]=other
// OTHER-NEXT: argv[1]=one
// OWN: argv[0]=[[PATH]]
// OWN-NEXT: argv[1]=one
#include "nolibc.h"
int main(int argc, char** argv, char** envp) {
  show("argv[0]", argv[0]);
  show("argv[1]", argv[1]);
  return 0;
}
