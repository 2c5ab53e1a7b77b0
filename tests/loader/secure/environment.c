// Secure mode (here: a set-user-ID program that another user runs): LD_LIBRARY_PATH and LD_PRELOAD with a slash
// are ignored, and so are all wishes about sealing but those that raise it.
// REQUIRES: setuid
// RUN: rm -rf %t.dir && mkdir -p %t.dir/trusted %t.dir/env
// RUN: %dso -DWHERE='"trusted"' %s -Wl,-soname,lib.so -o %t.dir/trusted/lib.so
// RUN: %dso -DWHERE='"environment"' %s -Wl,-soname,lib.so -o %t.dir/env/lib.so
// RUN: %prog %s %t.dir/trusted/lib.so -Wl,--enable-new-dtags,-rpath,%t.dir/trusted -o %t.system
// RUN: %prog %s %t.dir/trusted/lib.so -Wl,--enable-new-dtags,-rpath,%t.dir/trusted \
// RUN:   -Wl,--dynamic-linker=%ld-seal -o %t.seal
// RUN: chmod 4755 %t.system %t.seal
// RUN: env LD_LIBRARY_PATH=%t.dir/env %as-nobody %t.system | FileCheck %s
// RUN: env LD_LIBRARY_PATH=%t.dir/env %as-nobody %t.seal | FileCheck %s
// RUN: env LD_PRELOAD=%t.dir/env/lib.so %as-nobody %t.system | FileCheck %s
// RUN: env LD_PRELOAD=%t.dir/env/lib.so %as-nobody %t.seal | FileCheck %s
// CHECK: found in=trusted
#include "../search/Inputs/where.h"
