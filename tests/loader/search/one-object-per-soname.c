// A library that is already there under the soname that is asked for is that one: no second file is looked for.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/one %t.dir/two
// RUN: %dso -DWHERE='"one"' %s -Wl,-soname,lib.so -o %t.dir/one/real-name.so
// RUN: %dso -DWHERE='"two"' %s -Wl,-soname,lib.so -o %t.dir/two/lib.so
// RUN: %dso -DMIDDLE %s %t.dir/two/lib.so -Wl,-rpath,%t.dir/two -o %t.dir/middle.so
// RUN: %prog -DUSE_MIDDLE -Wl,--no-as-needed %s %t.dir/middle.so -o %t
// RUN: %both --env LD_PRELOAD=%t.dir/one/real-name.so %t | FileCheck %s
// CHECK: found in=one
#include "Inputs/where.h"
