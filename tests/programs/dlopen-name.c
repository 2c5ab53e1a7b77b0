// The name that a library was opened by belongs to the caller, who may use its memory again.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -DPATH='"%t.so"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: name: kept
// CHECK: opened again: the same
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

#ifdef LIBRARY
int variable;
#else
int main(void) {
  char path[] = PATH;
  struct link_map* library = dlopen(path, RTLD_NOW);
  memset(path, 'x', sizeof path - 1);
  printf("name: %s\n", strcmp(library->l_name, PATH) == 0 ? "kept" : library->l_name);
  printf("opened again: %s\n", dlopen(PATH, RTLD_NOW) == library ? "the same" : "another");
  return 0;
}
#endif
