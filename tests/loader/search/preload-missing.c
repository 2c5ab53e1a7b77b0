// A library of LD_PRELOAD that is nowhere is reported and ignored.
// RUN: rm -rf %t.dir && mkdir -p %t.dir
// RUN: %dso -DWHERE='"needed"' %s -o %t.dir/lib.so
// RUN: %prog %s %t.dir/lib.so -o %t
// RUN: echo text > %t.dir/text.so
// RUN: %both --env LD_PRELOAD=%t.dir/nowhere.so:%t.dir/text.so %t > %t.out 2> %t.err
// RUN: FileCheck %s --check-prefix=OUT < %t.out
// RUN: FileCheck %s < %t.err
// OUT: found in=needed
// OUT-NOT: {{.}}
// CHECK: ERROR: ld.so: object '{{.*}}/nowhere.so' from LD_PRELOAD cannot be preloaded (cannot open shared object file): ignored.
// CHECK-NEXT: ERROR: ld.so: object '{{.*}}/text.so' from LD_PRELOAD cannot be preloaded (file too short): ignored.
// CHECK-NOT: {{.}}
#include "Inputs/where.h"
