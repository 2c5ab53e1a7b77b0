// A program for musl whose interpreter's path leads to ld-seal itself: musl's loader is to be found nowhere, which the error says.
// REQUIRES: namespaces, musl-gcc
// RUN: musl-gcc %s -o %t
// RUN: unshare -m sh -c 'mount --bind %ld-seal /lib/ld-musl-x86_64.so.1 && %t; echo $?; %ld-seal %t; echo $?' 2>&1 | FileCheck %s
// CHECK: {{.*}}/itself.c.tmp: error while loading shared libraries: /lib/ld-musl-x86_64.so.1: is ld-seal, not the loader of the program's libc{{$}}
// CHECK-NEXT: ld-seal: needed by {{.*}}/itself.c.tmp{{$}}
// CHECK-NEXT: {{^}}127
// CHECK-NEXT: {{.*}}/itself.c.tmp: error while loading shared libraries: /lib/ld-musl-x86_64.so.1: is ld-seal, not the loader of the program's libc{{$}}
// CHECK-NEXT: ld-seal: needed by {{.*}}/itself.c.tmp{{$}}
// CHECK-NEXT: {{^}}127
// CHECK-NOT: {{.}}
int main(void) { return 0; }
