// A program may write over its arguments and its environment, as setproctitle does: what was asked for at the start
// holds, and so does the program's name in messages.
// RUN: rm -rf %t.dir && mkdir -p %t.dir
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.dir/libx.so
// RUN: %cc %s -o %t
// RUN: %both --env LD_LIBRARY_PATH=%t.dir %t | FileCheck %s
// CHECK: before: no such symbol
// CHECK-NEXT: libx.so: opened
#ifdef LIBRARY
int value;
#else
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

extern char** environ;

int main(int argc, char** argv) {
  dlsym(RTLD_DEFAULT, "nowhere");
  printf("before: %s\n", strstr(dlerror(), argv[0]) ? "no such symbol" : "no name");
  for (char** each = environ; *each; each++)
    memset(*each, 'Z', strlen(*each));
  for (int i = 0; i < argc; i++)
    memset(argv[i], 'Z', strlen(argv[i]));
  puts(dlopen("libx.so", RTLD_NOW) ? "libx.so: opened" : dlerror());
  return 0;
}
#endif
