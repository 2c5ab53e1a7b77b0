// __rseq_size is what the program's own glibc says, in another build of the same release too: distributions patched the number (20, the
// fields in use, in place of 32, the whole area), and no structure shows it.
// RUN: rm -rf %t && mkdir %t && %cc %s -o %t/program
// RUN: cp /lib/x86_64-linux-gnu/libc.so.6 /lib64/ld-linux-x86-64.so.2 %t
// RUN: %python %S/Inputs/patch.py %t/libc.so.6 build-id
// RUN: %python %S/Inputs/patch.py %t/ld-linux-x86-64.so.2 build-id
// RUN: for size in 20 32; do %python %S/Inputs/patch.py %t/ld-linux-x86-64.so.2 stored __rseq_size $size; \
// RUN:   %t/ld-linux-x86-64.so.2 --library-path %t %t/program; %ld-seal --library-path %t %t/program; done | FileCheck %s
// CHECK: size 20
// CHECK-NEXT: size 20
// CHECK-NEXT: size 32
// CHECK-NEXT: size 32
#include <stdio.h>
#include <sys/rseq.h>

int main(void) {
  printf("size %u\n", __rseq_size);
  return 0;
}
