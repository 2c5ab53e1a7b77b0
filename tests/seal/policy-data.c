// Policy `data`: writable data and bss, and the main thread's TLS, keep their protection and their place; their
// contents change as ever. What is declared mutable stays open. Libraries that are opened later are treated the same.
// REQUIRES: mseal
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -I%inputs -DPATH='"%t.so"' %s -o %t
// RUN: %ld-seal --policy=data %t | FileCheck %s
// RUN: %ld-seal %t | FileCheck %s --check-prefix=OPEN
// CHECK: data: sealed, mprotect EPERM, munmap EPERM, written 2
// CHECK: bss: sealed, mprotect EPERM, munmap EPERM, written 2
// CHECK: thread-local: sealed, mprotect EPERM, munmap EPERM, written 2
// CHECK: library: sealed, mprotect EPERM, munmap EPERM, written 2
// CHECK: malloc: open, mprotect ok
// CHECK: stack: open, mprotect ok
// OPEN: data: open, mprotect ok
// OPEN: bss: open, mprotect ok
// OPEN: thread-local: open, mprotect ok
// OPEN: library: open, mprotect ok
#ifdef LIBRARY
int data_of_library = 1;
#else
#include "Inputs/smaps.h"
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

static int data[4096] = {1};
static int bss[8192];
static __thread int local = 1;

struct look {
  unsigned long address;
  int sealed;
};
static void is_sealed(const struct mapping* m, void* context) {
  struct look* look = context;
  if (look->address >= m->start && look->address < m->end)
    look->sealed = m->sealed;
}
static void test(const char* what, int* at) {
  struct look look = {(unsigned long)at, 0};
  for_each_mapping(is_sealed, &look);
  void* page = (void*)((unsigned long)at & ~4095ul);
  printf("%s: %s", what, look.sealed ? "sealed" : "open");
  int result = mprotect(page, 4096, look.sealed ? PROT_READ : PROT_READ | PROT_WRITE);
  printf(", mprotect %s", result == 0 ? "ok" : errno == EPERM ? "EPERM" : "?");
  if (look.sealed) {
    printf(", munmap %s", munmap(page, 4096) != 0 && errno == EPERM ? "EPERM" : "?");
    *at = 2;
    printf(", written %d", *(volatile int*)at);
  }
  puts("");
}
int main(void) {
  setbuf(stdout, 0);
  int on_stack = 0;
  test("data", &data[2048]);
  test("bss", &bss[4096]);
  test("thread-local", &local);
  test("library", dlsym(dlopen(PATH, RTLD_NOW), "data_of_library"));
  test("malloc", malloc(100000));
  test("stack", &on_stack);
  return 0;
}
#endif
