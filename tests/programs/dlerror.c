// dlerror: each thread has its own error, reading it clears it, the last one counts, and a success clears it too.
// RUN: %cc -pthread %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: at first: nothing
// CHECK-NEXT: failed: dlerror.c.tmp: undefined symbol: one
// CHECK-NEXT: read: nothing
// CHECK-NEXT: last: dlerror.c.tmp: undefined symbol: two
// CHECK-NEXT: after a success: nothing
// CHECK-NEXT: thread begins with: nothing
// CHECK-NEXT: thread's: dlerror.c.tmp: undefined symbol: of_thread
// CHECK-NEXT: main's still: dlerror.c.tmp: undefined symbol: of_main
// CHECK-NEXT: dlopen: nowhere-at-all.so: cannot open shared object file: No such file or directory
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void show(const char* title) {
  const char* error = dlerror();
  const char* path = error ? strrchr(error, '/') : 0;
  printf("%s: %s\n", title, path ? path + 1 : error ? error : "nothing");
}
static void* run(void* unused) {
  show("thread begins with");
  dlsym(RTLD_DEFAULT, "of_thread");
  show("thread's");
  dlsym(RTLD_DEFAULT, "never_read");
  return 0;
}
int main(void) {
  show("at first");
  dlsym(RTLD_DEFAULT, "one");
  show("failed");
  show("read");
  dlsym(RTLD_DEFAULT, "one");
  dlsym(RTLD_DEFAULT, "two");
  show("last");
  dlsym(RTLD_DEFAULT, "one");
  dlsym(RTLD_DEFAULT, "puts");
  show("after a success");
  dlsym(RTLD_DEFAULT, "of_main");
  pthread_t thread;
  pthread_create(&thread, 0, run, 0);
  pthread_join(thread, 0);
  show("main's still");
  dlopen("nowhere-at-all.so", RTLD_NOW);
  show("dlopen");
  return 0;
}
