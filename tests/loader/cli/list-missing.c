// --list names each missing library ("not found") and goes on with the others; the status is not 0.
// RUN: rm -rf %t.dir && mkdir %t.dir
// RUN: %dso -DNAME=a %s -Wl,-soname,a-nowhere.so -o %t.dir/a.so
// RUN: %dso -DNAME=b %s -Wl,-soname,b.so -o %t.dir/b.so
// RUN: %prog -Wl,--no-as-needed %s %t.dir/a.so %t.dir/b.so -Wl,-rpath,%t.dir -o %t
// RUN: not %ld-seal --list %t 2>&1 | FileCheck %s
// CHECK: a-nowhere.so => not found
// CHECK: b.so => {{.*}}/b.so (0x{{[0-9a-f]+}})
#include "nolibc.h"
#ifdef NAME
int NAME;
#else
int main(int argc, char** argv, char** envp) { return 0; }
#endif
