// LD_TRACE_LOADED_OBJECTS: the program is not run; what it would be started with is listed, in the order of loading,
// with what is missing in its place. A library that is asked for by its path is listed by that alone.
// RUN: rm -rf %t.dir && mkdir %t.dir
// RUN: %dso -DNAME=gone %s -Wl,-soname,gone.so -o %t.dir/gone.so
// RUN: %dso -DNAME=a %s %t.dir/gone.so -Wl,--no-as-needed -Wl,-soname,a.so -o %t.dir/a.so
// RUN: %dso -DNAME=b %s -o %t.dir/b.so
// RUN: %prog -Wl,--no-as-needed %s %t.dir/gone.so %t.dir/a.so %t.dir/b.so -Wl,-rpath,%t.dir -o %t
// RUN: rm %t.dir/gone.so
// RUN: %both --env LD_TRACE_LOADED_OBJECTS=1 --filter='s/0x[0-9a-f]{16}/ADDRESS/' %t | FileCheck %s
// RUN: %both --env LD_TRACE_LOADED_OBJECTS= --filter='s/0x[0-9a-f]{16}/ADDRESS/' %t | FileCheck %s
// RUN: %both --env LD_TRACE_LOADED_OBJECTS=2 --filter='s/0x[0-9a-f]{16}/ADDRESS/' %t | FileCheck %s --check-prefix=PROGRAM
// RUN: %prog -DALONE %s -o %t.alone
// RUN: %both --env LD_TRACE_LOADED_OBJECTS=1 %t.alone | FileCheck %s --check-prefix=ALONE
// CHECK: linux-vdso.so.1 (0x{{[0-9a-f]+}})
// CHECK-NEXT: gone.so => not found
// CHECK-NEXT: a.so => {{.*}}/a.so (0x{{[0-9a-f]+}})
// CHECK-NEXT: {{^	/.*}}/b.so (0x{{[0-9a-f]+}})
// CHECK-NOT: {{.}}
// PROGRAM: {{^	 \(0x[0-9a-f]{16}\)$}}
// PROGRAM-NEXT: linux-vdso
// ALONE: statically linked
#include "nolibc.h"
#ifdef NAME
int NAME;
#else
int main(int argc, char** argv, char** envp) {
  put("ran\n");
  return 0;
}
#endif
