// DT_RPATH comes before LD_LIBRARY_PATH.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/r %t.dir/env
// RUN: %dso -DWHERE='"rpath"' %s -Wl,-soname,lib.so -o %t.dir/r/lib.so
// RUN: %dso -DWHERE='"environment"' %s -Wl,-soname,lib.so -o %t.dir/env/lib.so
// RUN: %prog %s %t.dir/r/lib.so -Wl,--disable-new-dtags,-rpath,%t.dir/r -o %t
// RUN: llvm-readelf -d %t | FileCheck %s --check-prefix=DYNAMIC
// RUN: %both --env LD_LIBRARY_PATH=%t.dir/env %t | FileCheck %s
// DYNAMIC: (RPATH)
// CHECK: found in=rpath
#include "Inputs/where.h"
