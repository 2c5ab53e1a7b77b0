// Who needs a missing library is named: the library in between, not the program.
// RUN: rm -rf %t.dir && mkdir -p %t.dir
// RUN: %dso -DWHERE='"right"' %s -Wl,-soname,lib-nowhere.so -o %t.dir/lib.so
// RUN: %dso -DMIDDLE %s %t.dir/lib.so -o %t.dir/middle.so
// RUN: %prog -DUSE_MIDDLE %s -Wl,--allow-shlib-undefined %t.dir/middle.so -o %t
// RUN: %exits 127 %t
// RUN: %exits 127 %ld-seal %t 2>&1 | FileCheck %s
// CHECK: error while loading shared libraries: lib-nowhere.so: cannot open shared object file: No such file or directory{{$}}
// CHECK-NEXT: ld-seal: needed by {{.*}}middle.so;
#include "Inputs/where.h"
