// A program for musl whose interpreter's path leads to ld-seal itself: musl's loader is to be found nowhere, which one line says.
// REQUIRES: namespaces, musl-gcc
// RUN: musl-gcc %s -o %t
// RUN: unshare -m sh -c 'mount --bind %ld-seal /lib/ld-musl-x86_64.so.1 && %t; echo $?; %ld-seal %t; echo $?' 2>&1 | FileCheck %s
// CHECK: ld-seal: /lib/ld-musl-x86_64.so.1: is ld-seal, not the loader of the program's libc (needed by {{.*}}/itself.c.tmp)
// CHECK-NEXT: {{^}}127
// CHECK-NEXT: ld-seal: /lib/ld-musl-x86_64.so.1: is ld-seal, not the loader of the program's libc (needed by {{.*}}/itself.c.tmp)
// CHECK-NEXT: {{^}}127
// CHECK-NOT: {{.}}
int main(void) { return 0; }
