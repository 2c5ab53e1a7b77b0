// $ORIGIN of a library that was opened by a relative path is where it lay then, wherever the program goes later.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/folder
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.dir/folder/library.so
// RUN: %cc -DDIRECTORY='"%t.dir"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: origin={{.*}}.dir/folder{{$}}
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

#ifdef LIBRARY
int variable;
#else
int main(void) {
  char origin[4096];
  if (chdir(DIRECTORY))
    return 1;
  void* library = dlopen("folder/library.so", RTLD_NOW);
  if (chdir("/") || dlinfo(library, RTLD_DI_ORIGIN, origin))
    return 1;
  printf("origin=%s\n", origin);
  return 0;
}
#endif
