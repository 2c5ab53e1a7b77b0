// A constructor opens a library whose own constructor was to run later: it runs then, with those of what it needs. What
// was opened itself before is not touched.
// RUN: %cc -shared -fPIC -DNAME='"base"' %s -o %t.base.so
// RUN: %cc -shared -fPIC -DNAME='"late"' %s -Wl,--no-as-needed %t.base.so -o %t.late.so
// RUN: %cc -shared -fPIC -DNAME='"early"' -DPATH='"%t.late.so"' %s -o %t.early.so
// RUN: %cc -shared -fPIC -DNAME='"middle"' %s -Wl,--no-as-needed %t.early.so -o %t.middle.so
// RUN: %cc -DMAIN %s -Wl,--no-as-needed %t.late.so %t.middle.so -o %t.start
// RUN: %cc -shared -fPIC -DNAME='"group"' %s -Wl,--no-as-needed %t.late.so %t.middle.so -o %t.group.so
// RUN: %cc -DMAIN -DPATH='"%t.group.so"' %s -o %t.later
// RUN: %both %t.start | FileCheck %s
// RUN: %both %t.later | FileCheck %s
// CHECK: early begins
// CHECK-NEXT: base constructed
// CHECK-NEXT: late constructed
// CHECK-NEXT: early constructed
// CHECK-NOT: base
// CHECK-NOT: late
#include <dlfcn.h>
#include <stdio.h>

#ifdef MAIN
int main(void) {
#ifdef PATH
  return !dlopen(PATH, RTLD_NOW);
#else
  return 0;
#endif
}
#else
__attribute__((constructor)) static void construct(void) {
#ifdef PATH
  puts(NAME " begins");
  if (!dlopen(PATH, RTLD_NOW))
    puts(dlerror());
#endif
  puts(NAME " constructed");
}
#endif
