// dlopen of an empty name is the program, and dlmopen's in a namespace that has nothing yet is an error.
// RUN: %cc %s -o %t
// RUN: %both --filter='s/.*(: cannot read)/\1/' %t | FileCheck %s
// CHECK: dlopen: 1
// CHECK-NEXT: dlmopen: 0
// CHECK-NEXT: : cannot read file data: Is a directory
// CHECK-NEXT: again: 1
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>

int main(void) {
  printf("dlopen: %d\n", dlopen("", RTLD_NOW) == dlopen(NULL, RTLD_NOW));
  printf("dlmopen: %d\n", dlmopen(LM_ID_NEWLM, "", RTLD_NOW) != NULL);
  puts(dlerror());
  printf("again: %d\n", dlmopen(LM_ID_NEWLM, "libm.so.6", RTLD_NOW) != NULL);
  return 0;
}
