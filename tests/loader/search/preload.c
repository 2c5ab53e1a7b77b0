// LD_PRELOAD: libraries that come right after the program in the search order; names are separated by blanks or
// colons. --preload does the same.
// RUN: rm -rf %t.dir && mkdir -p %t.dir
// RUN: %dso -DWHERE='"needed"' %s -o %t.dir/lib.so
// RUN: %dso -DWHERE='"first"' %s -o %t.dir/first.so
// RUN: %dso -DWHERE='"second"' %s -o %t.dir/second.so
// RUN: %prog %s %t.dir/lib.so -o %t
// RUN: %both --env LD_PRELOAD=%t.dir/first.so %t | FileCheck %s
// RUN: %both --env 'LD_PRELOAD=%t.dir/first.so %t.dir/second.so' %t | FileCheck %s
// RUN: %both --env LD_PRELOAD=%t.dir/first.so:%t.dir/second.so %t | FileCheck %s
// RUN: %both --env LD_PRELOAD=first.so --env LD_LIBRARY_PATH=%t.dir %t | FileCheck %s
// RUN: %ld-seal --preload %t.dir/first.so %t | FileCheck %s
// RUN: %ld-seal --preload '%t.dir/first.so %t.dir/second.so' %t | FileCheck %s
// CHECK: found in=first
#include "Inputs/where.h"
