// A program for musl, which is loader and libc in one: a line says so, instead of what comes of looking for its libc
// among glibc's libraries.
// REQUIRES: musl-gcc
// RUN: musl-gcc %s -o %t
// RUN: %exits 127 %ld-seal %t 2>&1 | FileCheck %s
// CHECK-NOT: started
// CHECK: ld-seal: {{.*}}musl.c.tmp: is a program for musl, whose libc is its own loader: /lib/ld-musl-x86_64.so.1; run it directly, unsealed
#include <stdio.h>
int main(void) {
  puts("started");
  return 0;
}
