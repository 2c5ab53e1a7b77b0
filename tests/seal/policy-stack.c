// Policy `stack`: the main thread's stack keeps its protection and its place, and grows as ever. A library that wants
// an executable stack later is not opened.
// REQUIRES: mseal
// RUN: %cc -shared -fPIC -DLIBRARY -Wl,-z,execstack %s -o %t.so
// RUN: %cc -I%inputs -DPATH='"%t.so"' %s -o %t
// RUN: %ld-seal --policy=stack %t | FileCheck %s
// RUN: env LD_SEAL=all LD_SEAL_POLICY=stack %ld-seal %t | FileCheck %s
// CHECK: before: sealed, mprotect EPERM
// CHECK: grown by more than 1 MiB, and there: sealed
// CHECK: library: {{.*}}executable stack{{.*(Operation not permitted|Invalid argument)}}
#ifdef LIBRARY
int variable;
#else
#include "Inputs/smaps.h"
#include <alloca.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>

struct look {
  unsigned long address, start;
  int sealed;
};
static void look_at(const struct mapping* m, void* context) {
  struct look* look = context;
  if (look->address >= m->start && look->address < m->end) {
    look->sealed = m->sealed;
    look->start = m->start;
  }
}
static struct look find(void* at) {
  struct look look = {(unsigned long)at, 0, 0};
  for_each_mapping(look_at, &look);
  return look;
}
static __attribute__((noinline)) void grow(unsigned long old_start) {
  volatile char* deep = alloca(2 << 20);
  deep[0] = 1;
  struct look look = find((void*)deep);
  printf("grown by %s, and there: %s\n", old_start - look.start > 1 << 20 ? "more than 1 MiB" : "too little",
         look.sealed ? "sealed" : "open");
}
int main(void) {
  struct look look = find(&look);
  int result = mprotect((void*)((unsigned long)&look & ~4095ul), 4096, PROT_READ);
  printf("before: %s, mprotect %s\n", look.sealed ? "sealed" : "open", result && errno == EPERM ? "EPERM" : "ok");
  grow(look.start);
  if (!dlopen(PATH, RTLD_NOW))
    printf("library: %s\n", dlerror());
  return 0;
}
#endif
