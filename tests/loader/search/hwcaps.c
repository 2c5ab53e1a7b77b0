// glibc-hwcaps: in a directory of the search path, the best variant for the processor comes first.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/glibc-hwcaps/x86-64-v2 %t.dir/glibc-hwcaps/x86-64-v3 \
// RUN:   %t.dir/glibc-hwcaps/x86-64-v4
// RUN: %dso -DWHERE='"base"' %s -Wl,-soname,lib.so -o %t.dir/lib.so
// RUN: %dso -DWHERE='"v2"' %s -Wl,-soname,lib.so -o %t.dir/glibc-hwcaps/x86-64-v2/lib.so
// RUN: %dso -DWHERE='"v3"' %s -Wl,-soname,lib.so -o %t.dir/glibc-hwcaps/x86-64-v3/lib.so
// RUN: %dso -DWHERE='"v4"' %s -Wl,-soname,lib.so -o %t.dir/glibc-hwcaps/x86-64-v4/lib.so
// RUN: %prog %s %t.dir/lib.so -Wl,-rpath,%t.dir -o %t
// RUN: %both %t | FileCheck %s
// RUN: rm -r %t.dir/glibc-hwcaps/x86-64-v4 %t.dir/glibc-hwcaps/x86-64-v3
// RUN: %both %t | FileCheck %s
// RUN: rm -r %t.dir/glibc-hwcaps/x86-64-v2
// RUN: %both %t | FileCheck %s
// CHECK: found in={{base|v2|v3|v4}}
#include "Inputs/where.h"
