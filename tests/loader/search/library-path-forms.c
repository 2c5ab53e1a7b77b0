// LD_LIBRARY_PATH: a semicolon separates too, an empty element is the current directory, a trailing slash
// does no harm.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/one
// RUN: %dso -DWHERE='"one"' %s -Wl,-soname,lib.so -o %t.dir/one/lib.so
// RUN: %prog %s %t.dir/one/lib.so -o %t
// RUN: %both --env "LD_LIBRARY_PATH=/nowhere;%t.dir/one/" %t | FileCheck %s
// RUN: cd %t.dir/one && %both --env LD_LIBRARY_PATH=/nowhere: %t | FileCheck %s
// RUN: cd %t.dir && %both --env LD_LIBRARY_PATH=one %t | FileCheck %s
// CHECK: found in=one
#include "Inputs/where.h"
