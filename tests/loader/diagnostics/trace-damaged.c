// LD_TRACE_LOADED_OBJECTS and --list: a library that is there, and damaged, is not called missing: the fault is named,
// the status is 127.
// RUN: rm -rf %t.dir && mkdir %t.dir
// RUN: %dso -DNAME=a %s -Wl,-soname,a.so -o %t.dir/a.so
// RUN: %prog -Wl,--no-as-needed %s %t.dir/a.so -Wl,-rpath,%t.dir -o %t && echo text > %t.dir/a.so
// RUN: %both --only-status --status=127 --env LD_TRACE_LOADED_OBJECTS=1 %t
// RUN: %exits 127 %ld-seal --list %t 2>&1 | FileCheck %s
// RUN: %exits 127 env LD_TRACE_LOADED_OBJECTS=1 %ld-seal %t 2>&1 | FileCheck %s
// CHECK-NOT: not found
// CHECK: a.so: file too short
#include "nolibc.h"
#ifdef NAME
int NAME;
#else
int main(int argc, char** argv, char** envp) { return 0; }
#endif
