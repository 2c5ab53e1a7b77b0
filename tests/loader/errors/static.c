// A static program has nothing to load: the loader says that, and does not start it.
// RUN: %cc -I%inputs -O1 -ffreestanding -fno-stack-protector -nostdlib -static -DPROGRAM %s -o %t
// RUN: %exits 126 %ld-seal %t 2>&1 | FileCheck %s
// CHECK-NOT: ran
// CHECK: ld-seal: {{.*}}static.c.tmp: {{.*}}static
// CHECK-NOT: {{.}}
#include "nolibc.h"
int main(int argc, char** argv, char** envp) {
  put("ran\n");
  return 0;
}
