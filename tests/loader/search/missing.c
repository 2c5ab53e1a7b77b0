// A library that is nowhere: the message names it, who needs it, and where it was looked for by which rule.
// RUN: rm -rf %t.dir && mkdir -p %t.dir
// RUN: %dso -DWHERE='"right"' %s -Wl,-soname,lib-nowhere.so -o %t.dir/lib.so
// RUN: %prog %s %t.dir/lib.so -Wl,--enable-new-dtags,-rpath,%t.dir/run -o %t
// RUN: env LD_LIBRARY_PATH=%t.dir/env %exits 127 %t 2>&1 | FileCheck %s --check-prefix=SYSTEM
// RUN: env LD_LIBRARY_PATH=%t.dir/env %exits 127 %ld-seal %t > %t.out 2>&1
// RUN: FileCheck %s < %t.out
// SYSTEM: error while loading shared libraries: lib-nowhere.so: cannot open shared object file
// CHECK: missing.c.tmp: error while loading shared libraries: lib-nowhere.so: cannot open shared object file: No such file or directory{{$}}
// CHECK-NEXT: ld-seal: needed by {{.*}}/missing.c.tmp; install the package that has it, {{.*}}searched:{{$}}
// CHECK: LD_LIBRARY_PATH: {{.*}}/missing.c.tmp.dir/env
// CHECK: RUNPATH: {{.*}}/missing.c.tmp.dir/run
#include "Inputs/where.h"
