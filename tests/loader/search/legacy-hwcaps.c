// The folders of legacy hwcaps, which glibc searches up to 2.36, are not searched (docs/differences.md).
// RUN: rm -rf %t.dir && mkdir -p %t.dir/tls %t.dir/x86_64
// RUN: %dso -DWHERE='"base"' %s -Wl,-soname,lib.so -o %t.dir/lib.so
// RUN: %dso -DWHERE='"legacy"' %s -Wl,-soname,lib.so -o %t.dir/tls/lib.so
// RUN: cp %t.dir/tls/lib.so %t.dir/x86_64/lib.so
// RUN: %prog %s %t.dir/lib.so -Wl,-rpath,%t.dir -o %t
// RUN: %t | FileCheck %s --check-prefix=GLIBC
// RUN: %ld-seal %t | FileCheck %s --check-prefix=SEAL
// GLIBC: found in=legacy
// SEAL: found in=base
#include "Inputs/where.h"
