// A link map says by its private l_type how its object came: 0 the program, 1 with the program, 2 opened later.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc %s -o %t
// RUN: %both %t %t.so | FileCheck %s
// CHECK: program 0
// CHECK-NEXT: libc 1
// CHECK-NEXT: opened 2
#include <dlfcn.h>
#include <gnu/libc-version.h>
#include <stdio.h>
#include <string.h>

#ifdef LIBRARY
int variable;
#else
static void show(const char* what, void* link_map) {
  int place = strcmp(gnu_get_libc_version(), "2.41") < 0 ? 820 : 852;
  printf("%s %d\n", what, ((unsigned char*)link_map)[place] & 3);
}

int main(int argc, char** argv) {
  show("program", dlopen(NULL, RTLD_NOW));
  show("libc", dlopen("libc.so.6", RTLD_NOW));
  show("opened", dlopen(argv[1], RTLD_NOW));
  return 0;
}
#endif
