// A library of LD_PRELOAD that is nowhere is reported and ignored.
// RUN: rm -rf %t.dir && mkdir -p %t.dir
// RUN: %dso -DWHERE='"needed"' %s -o %t.dir/lib.so
// RUN: %prog %s %t.dir/lib.so -o %t
// RUN: env LD_PRELOAD=%t.dir/nowhere.so %t 2>&1 | FileCheck %s --check-prefixes=SYSTEM,CHECK
// RUN: env LD_PRELOAD=%t.dir/nowhere.so %ld-seal %t 2>&1 | FileCheck %s --check-prefixes=SEAL,CHECK
// SYSTEM: nowhere.so' from LD_PRELOAD cannot be preloaded {{.*}}ignored
// SEAL: ld-seal: {{.*}}{{LD_PRELOAD.*nowhere.so|nowhere.so.*LD_PRELOAD}}
// CHECK: found in=needed
#include "Inputs/where.h"
