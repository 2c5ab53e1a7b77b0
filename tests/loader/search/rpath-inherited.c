// The program's DT_RPATH also serves the dependencies of its libraries; its DT_RUNPATH does not.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/deep %t.dir/middle
// RUN: %dso -DWHERE='"deep"' %s -Wl,-soname,lib.so -o %t.dir/deep/lib.so
// RUN: %dso -DMIDDLE %s %t.dir/deep/lib.so -Wl,-soname,middle.so -o %t.dir/middle/middle.so
// RUN: %prog -DUSE_MIDDLE %s %t.dir/middle/middle.so -Wl,--allow-shlib-undefined \
// RUN:   -Wl,--disable-new-dtags,-rpath,%t.dir/middle:%t.dir/deep -o %t.rpath
// RUN: %prog -DUSE_MIDDLE %s %t.dir/middle/middle.so -Wl,--allow-shlib-undefined \
// RUN:   -Wl,--enable-new-dtags,-rpath,%t.dir/middle:%t.dir/deep -o %t.runpath
// RUN: %both %t.rpath | FileCheck %s
// RUN: %exits 127 %t.runpath
// RUN: %exits 127 %ld-seal %t.runpath
// CHECK: found in=deep
#include "Inputs/where.h"
