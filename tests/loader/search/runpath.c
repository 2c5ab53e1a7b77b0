// DT_RUNPATH serves the object's own dependencies, and LD_LIBRARY_PATH comes before it.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/run %t.dir/env
// RUN: %dso -DWHERE='"runpath"' %s -Wl,-soname,lib.so -o %t.dir/run/lib.so
// RUN: %dso -DWHERE='"environment"' %s -Wl,-soname,lib.so -o %t.dir/env/lib.so
// RUN: %prog %s %t.dir/run/lib.so -Wl,--enable-new-dtags,-rpath,%t.dir/run -o %t
// RUN: llvm-readelf -d %t | FileCheck %s --check-prefix=DYNAMIC
// RUN: %both %t | FileCheck %s --check-prefix=RUNPATH
// RUN: %both --env LD_LIBRARY_PATH=%t.dir/env %t | FileCheck %s --check-prefix=ENVIRONMENT
// DYNAMIC: (RUNPATH)
// RUNPATH: found in=runpath
// ENVIRONMENT: found in=environment
#include "Inputs/where.h"
