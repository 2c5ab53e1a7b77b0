// A relative folder in LD_LIBRARY_PATH or RPATH is looked into from where the program is at the time, also if it was not there before.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/below/here %t.dir/below/other/glibc-hwcaps/x86-64-v2
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.dir/below/here/liba.so
// RUN: cp %t.dir/below/here/liba.so %t.dir/below/other/glibc-hwcaps/x86-64-v2/libb.so
// RUN: %cc -DPATH='"%t.dir"' %s -Wl,-rpath,other -o %t
// RUN: %both --env LD_LIBRARY_PATH=here %t | FileCheck %s
// CHECK: above: 0 0
// CHECK-NEXT: below: 1 1
// CHECK-NEXT: above again: 1 1
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

#ifdef LIBRARY
int variable;
#else
static void tell(const char* where) {
  int a = dlopen("liba.so", RTLD_NOW) != NULL, b = dlopen("libb.so", RTLD_NOW) != NULL;
  printf("%s: %d %d\n", where, a, b);
}
int main(void) {
  if (chdir(PATH))
    return 1;
  tell("above");
  if (chdir("below"))
    return 1;
  tell("below");
  if (chdir(".."))
    return 1;
  tell("above again");
  return 0;
}
#endif
