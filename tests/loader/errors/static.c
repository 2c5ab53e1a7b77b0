// A static program has nothing to load, not even where it can lie anywhere (static-pie): the loader says that, and
// does not start it.
// RUN: %cc -I%inputs -O1 -ffreestanding -fno-stack-protector -nostdlib -static -DPROGRAM %s -o %t
// RUN: %cc -I%inputs -O1 -ffreestanding -fno-stack-protector -nostdlib -static-pie -DPROGRAM %s -o %t.pie
// RUN: %exits 126 %ld-seal %t.pie 2>&1 | FileCheck %s
// RUN: %exits 126 %ld-seal %t 2>&1 | FileCheck %s
// CHECK-NOT: ran
// CHECK: static.c.tmp{{(.pie)?}}: {{.*}}static{{.*}}
// CHECK-NEXT: ld-seal: run it directly{{$}}
// CHECK-NOT: {{.}}
#include "nolibc.h"
int main(int argc, char** argv, char** envp) {
  put("ran\n");
  return 0;
}
