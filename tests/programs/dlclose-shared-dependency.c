// dlclose runs the destructors of what goes, and of nothing else: a library that the program or another open one needs
// as well keeps running.
// RUN: %cc -shared -fPIC -DNAME='"shared"' %s -o %t.shared.so
// RUN: %cc -shared -fPIC -DNAME='"own"' %s -o %t.own.so
// RUN: %cc -shared -fPIC -DNAME='"plugin"' %s -Wl,--no-as-needed %t.own.so %t.shared.so -o %t.plugin.so
// RUN: %cc -DPATH='"%t.plugin.so"' %s -Wl,--no-as-needed %t.shared.so -o %t
// RUN: %both --env LD_SEAL=none %t | FileCheck %s
// RUN: %ld-seal --seal=none %t | FileCheck %s
// CHECK: end of plugin
// CHECK-NEXT: end of own
// CHECK-NEXT: end of main
// CHECK-NEXT: end of shared
// CHECK-NOT: end
#include <stdio.h>
#ifdef NAME
__attribute__((destructor)) static void destruct(void) { puts("end of " NAME); }
#else
#include <dlfcn.h>
int main(void) {
  dlclose(dlopen(PATH, RTLD_NOW));
  puts("end of main");
  return 0;
}
#endif
