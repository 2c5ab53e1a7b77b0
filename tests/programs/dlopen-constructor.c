// A constructor of a library opened later gets the environment of the moment, and the way back to main can be walked
// from it (backtraces, profilers). What dlopen does not know is an error.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -rdynamic -DPATH='"%t.so"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: added: 1, main called it: 1
// CHECK: invalid mode parameter
#define _GNU_SOURCE
#include <dlfcn.h>
#include <execinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef LIBRARY
__attribute__((constructor)) static void construct(int argc, char** argv, char** environment) {
  int added = 0, called = 0;
  for (; *environment; environment++)
    added |= strcmp(*environment, "ADDED=1") == 0;
  void* frames[30];
  int count = backtrace(frames, 30);
  for (int i = 0; i < count; i++) {
    Dl_info info;
    called |= dladdr(frames[i], &info) && info.dli_sname && strcmp(info.dli_sname, "main") == 0;
  }
  printf("added: %d, main called it: %d\n", added, called);
}
#else
int main(void) {
  setenv("ADDED", "1", 1);
  dlopen(PATH, RTLD_NOW);
  dlopen(PATH, RTLD_NOW | 0x40000);
  puts(dlerror());
  return 0;
}
#endif
