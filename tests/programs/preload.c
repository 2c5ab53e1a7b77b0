// LD_PRELOAD with a library that wraps malloc and puts, as debugging tools do.
// RUN: %cc -O1 -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -O1 %s -o %t
// RUN: %both --env LD_PRELOAD=%t.so %t | FileCheck %s
// CHECK: wrapped: hello
// CHECK: malloc was wrapped: yes
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef LIBRARY
int calls;
void* malloc(size_t size) {
  static void* (*next)(size_t);
  if (!next)
    next = (void* (*)(size_t))dlsym(RTLD_NEXT, "malloc");
  calls++;
  return next(size);
}
int puts(const char* text) {
  return printf("wrapped: %s\n", text);
}
#else
int main(int argc, char** argv) {
  char* volatile memory = malloc(100);
  puts("hello");
  int* counter = (int*)dlsym(RTLD_DEFAULT, "calls");
  printf("malloc was wrapped: %s\n", counter && *counter ? "yes" : "no");
  free(memory);
  return 0;
}
#endif
