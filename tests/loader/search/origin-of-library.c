// A library's $ORIGIN is its own directory.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/real/sub
// RUN: %dso -DWHERE='"sub"' %s -Wl,-soname,lib.so -o %t.dir/real/sub/lib.so
// RUN: %dso -DMIDDLE %s %t.dir/real/sub/lib.so -Wl,-soname,middle.so -Wl,-rpath,'$ORIGIN/sub' \
// RUN:   -o %t.dir/real/middle.so
// RUN: %prog -DUSE_MIDDLE %s %t.dir/real/middle.so -Wl,--allow-shlib-undefined -Wl,-rpath,%t.dir/real -o %t
// RUN: %both %t | FileCheck %s
// CHECK: found in=sub
#include "Inputs/where.h"
