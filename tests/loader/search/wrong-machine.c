// A file of the right name and the wrong class or machine is passed over; the search goes on.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/class %t.dir/machine %t.dir/right
// RUN: %dso -DWHERE='"right"' %s -Wl,-soname,lib.so -o %t.dir/right/lib.so
// RUN: split-file %S/Inputs/foreign.yaml %t.yaml
// RUN: yaml2obj %t.yaml/class32.yaml -o %t.dir/class/lib.so
// RUN: yaml2obj %t.yaml/machine.yaml -o %t.dir/machine/lib.so
// RUN: %prog %s %t.dir/right/lib.so -Wl,-rpath,%t.dir/class:%t.dir/machine:%t.dir/right -o %t
// RUN: %both %t | FileCheck %s
// CHECK: found in=right
#include "Inputs/where.h"
