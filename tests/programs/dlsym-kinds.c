// What dlsym gives for each kind of symbol: a function and data by address, a thread-local variable at the calling
// thread's own copy, an indirect function as what its resolver chose, an absolute symbol as its value, which may be 0
// without an error. Hidden symbols and references are none.
// RUN: %cc -shared -fPIC -DLIBRARY %s -Wl,-z,undefs -o %t.so
// RUN: %cc -pthread -DPATH='"%t.so"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: function: 42
// CHECK-NEXT: data: 7
// CHECK-NEXT: weak: 8
// CHECK-NEXT: own copy: 1 5
// CHECK-NEXT: thread's copy: 1 5
// CHECK-NEXT: chosen: 43, twice the same: 1
// CHECK-NEXT: absolute: 0x1234, no error
// CHECK-NEXT: zero: (nil), no error
// CHECK-NEXT: hidden: (nil), an error
// CHECK-NEXT: reference: (nil), an error
// CHECK-NEXT: empty name: (nil), an error
// CHECK-NEXT: alias: 1
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

#ifdef LIBRARY
int function(void) { return 42; }
int alias(void) __attribute__((alias("function")));
int data = 7;
__attribute__((weak)) int weak = 8;
__thread int local = 5;
int* own_copy(void) { return &local; }
static int choice(void) { return 43; }
static int (*resolve(void))(void) { return choice; }
int chosen(void) __attribute__((ifunc("resolve")));
__asm__(".globl absolute, zero\n.set absolute, 0x1234\n.set zero, 0\n");
__attribute__((visibility("hidden"))) int hidden = 9;
extern int reference __attribute__((weak));
int* refer(void) { return hidden ? &reference : 0; }
#else
static void* library;
static int call(const char* name) { return ((int (*)(void))dlsym(library, name))(); }
static void show_local(const char* title) {
  int* variable = dlsym(library, "local");
  printf("%s: %d %d\n", title, variable == ((int* (*)(void))dlsym(library, "own_copy"))(), *variable);
  *variable = 6;
}
static void* run(void* unused) {
  show_local("thread's copy");
  return 0;
}
static void show(const char* name) {
  void* value = dlsym(library, name);
  printf("%s: %p, %s\n", *name ? name : "empty name", value, dlerror() ? "an error" : "no error");
}
int main(void) {
  library = dlopen(PATH, RTLD_NOW);
  printf("function: %d\n", call("function"));
  printf("data: %d\n", *(int*)dlsym(library, "data"));
  printf("weak: %d\n", *(int*)dlsym(library, "weak"));
  show_local("own copy");
  pthread_t thread;
  pthread_create(&thread, 0, run, 0);
  pthread_join(thread, 0);
  printf("chosen: %d, twice the same: %d\n", call("chosen"), dlsym(library, "chosen") == dlsym(library, "chosen"));
  show("absolute");
  show("zero");
  show("hidden");
  show("reference");
  show("");
  printf("alias: %d\n", dlsym(library, "alias") == dlsym(library, "function"));
  return 0;
}
#endif
