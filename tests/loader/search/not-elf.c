// A file of the right name that is no ELF file is not passed over: it is an error that names the file and who
// needed it.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/text %t.dir/right
// RUN: %dso -DWHERE='"right"' %s -Wl,-soname,lib.so -o %t.dir/right/lib.so
// RUN: echo 'This is no library, and it is longer than an ELF header: 0123456789 0123456789' > %t.dir/text/lib.so
// RUN: %prog %s %t.dir/right/lib.so -Wl,-rpath,%t.dir/text:%t.dir/right -o %t
// RUN: %exits 127 %t 2>&1 | FileCheck %s --check-prefix=SYSTEM
// RUN: %exits 127 %ld-seal %t 2>&1 | FileCheck %s
// SYSTEM: text/lib.so: invalid ELF header
// CHECK: text/lib.so: invalid ELF header{{$}}
// CHECK-NEXT: ld-seal: needed by {{.*}}not-elf.c.tmp{{$}}
// CHECK-NOT: {{.}}
#include "Inputs/where.h"
