// A program without TLS gets a thread pointer all the same, whose first word leads to itself.
// RUN: %prog %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: self=1
// CHECK: header self=1
// CHECK: canary low byte=0
#include "nolibc.h"

int main(int argc, char** argv, char** envp) {
  u64 self, header, canary;
  __asm__("mov %%fs:0, %0" : "=r"(self));
  __asm__("mov %%fs:16, %0" : "=r"(header));
  __asm__("mov %%fs:40, %0" : "=r"(canary));
  show_int("self", *(u64*)self == self);
  show_int("header self", header == self);
  show_int("canary low byte", canary & 255);
  return canary == 0;
}
