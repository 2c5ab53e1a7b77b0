// --list with a library missing: the message names it and who needs it, the status is 127 as with the system's
// loader; what was found is listed all the same.
// RUN: rm -rf %t.dir && mkdir %t.dir
// RUN: %dso -DNAME=a %s -Wl,-soname,a-nowhere.so -o %t.dir/a.so
// RUN: %dso -DNAME=b %s -Wl,-soname,b.so -o %t.dir/b.so
// RUN: %prog -Wl,--no-as-needed %s %t.dir/a.so %t.dir/b.so -Wl,-rpath,%t.dir -o %t
// RUN: %exits 127 %system-ld --list %t
// RUN: %exits 127 %ld-seal --list %t > %t.out 2>&1
// RUN: FileCheck %s < %t.out
// CHECK-DAG: error while loading shared libraries: a-nowhere.so: cannot open shared object file
// CHECK-DAG: ld-seal: needed by {{.*}}list-missing.c.tmp
// CHECK-DAG: b.so => {{.*}}/b.so (0x{{[0-9a-f]+}})
#include "nolibc.h"
#ifdef NAME
int NAME;
#else
int main(int argc, char** argv, char** envp) { return 0; }
#endif
