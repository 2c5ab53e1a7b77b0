// LD_LIBRARY_PATH: directories in order; --library-path does the same.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/one %t.dir/two %t.dir/none
// RUN: %dso -DWHERE='"one"' %s -Wl,-soname,lib.so -o %t.dir/one/lib.so
// RUN: %dso -DWHERE='"two"' %s -Wl,-soname,lib.so -o %t.dir/two/lib.so
// RUN: %prog %s %t.dir/one/lib.so -o %t
// RUN: %both --env LD_LIBRARY_PATH=%t.dir/none:%t.dir/one:%t.dir/two %t | FileCheck %s --check-prefix=ONE
// RUN: %both --env LD_LIBRARY_PATH=%t.dir/two:%t.dir/one %t | FileCheck %s --check-prefix=TWO
// RUN: %system-ld --library-path %t.dir/two:%t.dir/one %t | FileCheck %s --check-prefix=TWO
// RUN: %ld-seal --library-path %t.dir/two:%t.dir/one %t | FileCheck %s --check-prefix=TWO
// RUN: env LD_LIBRARY_PATH=%t.dir/one %ld-seal --library-path %t.dir/two %t \
// RUN:   | FileCheck %s --check-prefix=TWO
// ONE: found in=one
// TWO: found in=two
#include "Inputs/where.h"
