// dlopen of nothing, or of the empty name, is the program itself: dlsym with that handle looks where the program's own
// references are looked for, in its order, also when a library asks; opened and closed as often as one likes.
// RUN: %cc -shared -fPIC -DFIRST %s -o %t.first.so
// RUN: %cc -shared -fPIC -DSECOND %s -o %t.second.so
// RUN: %cc -shared -fPIC -DLATER %s -o %t.later.so
// RUN: %cc -rdynamic -DPATH='"%t.later.so"' %s -Wl,--no-as-needed %t.first.so %t.second.so -o %t
// RUN: %both %t | FileCheck %s
// RUN: %both --env LD_SEAL=none %t | FileCheck %s
// CHECK: same handle: 1 1
// CHECK-NEXT: both: first
// CHECK-NEXT: mine: program
// CHECK-NEXT: libc's: 1
// CHECK-NEXT: main's: 1
// CHECK-NEXT: local one: not found
// CHECK-NEXT: global one: later
// CHECK-NEXT: closed: 0 0 0
// CHECK-NEXT: still works: first
// CHECK-NEXT: name: ''
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>

#if defined FIRST
const char* both(void) { return "first"; }
const char* mine(void) { return "first"; }
#elif defined SECOND
const char* both(void) { return "second"; }
#elif defined LATER
const char* later(void) { return "later"; }
const char* both(void) { return "later"; }
void* open_program(void) { return dlopen(0, RTLD_NOW); }
#else
const char* mine(void) { return "program"; }
int main(void) {
  void* self = dlopen(0, RTLD_NOW);
  void* later = dlopen(PATH, RTLD_NOW);
  printf("same handle: %d %d\n", dlopen("", RTLD_LAZY) == self, ((void* (*)(void))dlsym(later, "open_program"))() == self);
  printf("both: %s\n", ((const char* (*)(void))dlsym(self, "both"))());
  printf("mine: %s\n", ((const char* (*)(void))dlsym(self, "mine"))());
  printf("libc's: %d\n", dlsym(self, "puts") == (void*)puts);
  printf("main's: %d\n", dlsym(self, "main") == (void*)main);
  printf("local one: %s\n", dlsym(self, "later") ? "found" : "not found");
  dlopen(PATH, RTLD_NOW | RTLD_NOLOAD | RTLD_GLOBAL);
  printf("global one: %s\n", ((const char* (*)(void))dlsym(self, "later"))());
  printf("closed:");
  for (int i = 0; i < 3; i++)
    printf(" %d", dlclose(self));
  printf("\nstill works: %s\n", ((const char* (*)(void))dlsym(self, "both"))());
  printf("name: '%s'\n", ((struct link_map*)self)->l_name);
  return 0;
}
#endif
