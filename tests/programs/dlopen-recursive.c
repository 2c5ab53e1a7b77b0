// Constructors that open libraries, three deep, one of them the library whose constructor it is; and destructors that
// open and close: each is constructed once, before what opened it goes on, and finds its symbols.
// RUN: %cc -shared -fPIC -DNAME='"inner"' %s -o %t.inner.so
// RUN: %cc -shared -fPIC -DNAME='"middle"' -DOPENS='"%t.inner.so"' -DSELF='"%t.middle.so"' %s -o %t.middle.so
// RUN: %cc -shared -fPIC -DNAME='"outer"' -DOPENS='"%t.middle.so"' -DSELF='"%t.outer.so"' %s -o %t.outer.so
// RUN: %cc -shared -fPIC -DNAME='"late"' %s -o %t.late.so
// RUN: %cc -shared -fPIC -DNAME='"closer"' -DAT_END='"%t.late.so"' %s -o %t.closer.so
// RUN: %cc -DPATH='"%t"' %s -o %t
// RUN: %both --env LD_SEAL=none %t | FileCheck %s
// RUN: %both --env KEEP=1 %t
// CHECK: outer begins
// CHECK-NEXT: middle begins
// CHECK-NEXT: inner begins
// CHECK-NEXT: inner has begun
// CHECK-NEXT: middle: inner, itself 1
// CHECK-NEXT: middle has begun
// CHECK-NEXT: outer: middle, itself 1
// CHECK-NEXT: outer has begun
// CHECK-NEXT: main: outer
// CHECK-NEXT: closer begins
// CHECK-NEXT: closer has begun
// CHECK-NEXT: late begins
// CHECK-NEXT: late has begun
// CHECK-NEXT: closer: late
// CHECK: end of main
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

/* KEEP: all stay, as what is sealed does. */
static void* open_it(const char* path) { return dlopen(path, RTLD_NOW | (getenv("KEEP") ? RTLD_NODELETE : 0)); }

#ifdef NAME
const char* name(void) { return NAME; }
__attribute__((constructor)) static void construct(void) {
  puts(NAME " begins");
#ifdef OPENS
  void* opened = open_it(OPENS);
  const char* (*its_name)(void) = (const char* (*)(void))dlsym(opened, "name");
  void* self = dlopen(SELF, RTLD_NOW | RTLD_NOLOAD);
  printf(NAME ": %s, itself %d\n", its_name(), self && dlsym(self, "name") == (void*)name);
#endif
  puts(NAME " has begun");
}
__attribute__((destructor)) static void destruct(void) {
#ifdef AT_END
  void* opened = open_it(AT_END);
  printf(NAME ": %s\n", ((const char* (*)(void))dlsym(opened, "name"))());
  dlclose(opened);
#endif
  puts("end of " NAME);
}
#else
int main(void) {
  void* outer = open_it(PATH ".outer.so");
  printf("main: %s\n", ((const char* (*)(void))dlsym(outer, "name"))());
  void* closer = open_it(PATH ".closer.so");
  dlclose(closer);
  dlclose(outer);
  puts("end of main");
  return 0;
}
#endif
