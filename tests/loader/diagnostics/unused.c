// LD_DEBUG=unused with LD_TRACE_LOADED_OBJECTS, as `ldd -u` asks: which libraries the program names, and uses nothing
// of. The status tells as well.
// RUN: %dso -DNAME=used %s -Wl,-soname,used.so -o %t.used.so
// RUN: %dso -DNAME=spare %s -Wl,-soname,spare.so -o %t.spare.so
// RUN: mkdir -p %t.dir && cp %t.used.so %t.dir/used.so && cp %t.spare.so %t.dir/spare.so
// RUN: %prog -Wl,--no-as-needed %s %t.spare.so %t.used.so -Wl,-rpath,%t.dir -o %t
// RUN: %both --status=1 --env LD_TRACE_LOADED_OBJECTS=1 --env LD_DEBUG=unused %t | FileCheck %s
// RUN: %prog %s %t.used.so -Wl,-rpath,%t.dir -o %t.tidy
// RUN: %both --env LD_TRACE_LOADED_OBJECTS=1 --env LD_DEBUG=unused %t.tidy | count 0
// CHECK: Unused direct dependencies:
// CHECK-NEXT: {{^	.*}}/spare.so
// CHECK-NOT: {{.}}
#include "nolibc.h"
#ifdef NAME
int NAME(void) { return 0; }
#else
int used(void);
int main(int argc, char** argv, char** envp) { return used(); }
#endif
