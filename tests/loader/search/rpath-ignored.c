// Where an object has DT_RUNPATH, its DT_RPATH and those of the objects above it do not count for its own
// dependencies.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/rpath %t.dir/runpath %t.dir/middle
// RUN: %dso -DWHERE='"rpath"' %s -Wl,-soname,lib.so -o %t.dir/rpath/lib.so
// RUN: %dso -DWHERE='"runpath"' %s -Wl,-soname,lib.so -o %t.dir/runpath/lib.so
// RUN: %dso -DMIDDLE %s %t.dir/rpath/lib.so -Wl,-soname,middle.so \
// RUN:   -Wl,--enable-new-dtags,-rpath,%t.dir/runpath -o %t.dir/middle/middle.so
// RUN: %prog -DUSE_MIDDLE %s %t.dir/middle/middle.so -Wl,--allow-shlib-undefined \
// RUN:   -Wl,--disable-new-dtags,-rpath,%t.dir/middle:%t.dir/rpath -o %t
// RUN: %both %t | FileCheck %s
// CHECK: found in=runpath
#include "Inputs/where.h"
