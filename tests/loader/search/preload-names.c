// LD_PRELOAD is split at spaces and colons only: a tab belongs to a name. A name that comes twice counts once.
// RUN: rm -rf %t.dir && mkdir -p "%t.dir/$(printf 'a\tb')"
// RUN: %dso -DWHERE='"tab"' %s -Wl,-soname,lib.so -o "%t.dir/$(printf 'a\tb')/first.so"
// RUN: %dso -DWHERE='"needed"' %s -Wl,-soname,lib.so -o %t.dir/lib.so
// RUN: %prog %s %t.dir/lib.so -Wl,-rpath,%t.dir -o %t
// RUN: %both --env LD_PRELOAD="%t.dir/$(printf 'a\tb')/first.so" %t | FileCheck %s
// RUN: %both --env LD_PRELOAD=": %t.dir/$(printf 'a\tb')/first.so :: %t.dir/$(printf 'a\tb')/first.so " %t | FileCheck %s
// CHECK: found in=tab
#include "Inputs/where.h"
