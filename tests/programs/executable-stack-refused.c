// Where no memory may become executable (PR_SET_MDWE), a library that asks for an executable stack is not opened, and
// the error says why; nothing of it stays.
// REQUIRES: late-executable-stacks
// RUN: %cc -shared -fPIC -DLIBRARY -Wl,-z,execstack %s -o %t.so
// RUN: %cc -DPATH='"%t.so"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: {{.*}}refused.c.tmp.so: cannot enable executable stack as shared object requires: Permission denied
// CHECK-NEXT: loaded: 0
#include <dlfcn.h>
#include <stdio.h>
#include <sys/prctl.h>

#ifdef LIBRARY
int variable;
#else
int main(void) {
  if (prctl(65 /* PR_SET_MDWE */, 1, 0, 0, 0))
    return 1;
  if (!dlopen(PATH, RTLD_NOW))
    puts(dlerror());
  printf("loaded: %d\n", dlopen(PATH, RTLD_NOW | RTLD_NOLOAD) != 0);
  return 0;
}
#endif
