// In secure mode LD_PRELOAD names libraries without a slash whose files are set-user-ID: in the system's folders and in the
// program's RPATH, not in LD_LIBRARY_PATH. Other names are ignored.
// REQUIRES: setuid
// RUN: rm -rf %t.dir && mkdir -p %t.dir && chmod 755 %t.dir
// RUN: %dso -DWHERE='"preloaded"' %s -o %t.dir/yes.so && chmod 4755 %t.dir/yes.so
// RUN: %dso -DWHERE='"not set-user-ID"' %s -o %t.dir/no.so && chmod 755 %t.dir/no.so
// RUN: %dso -DWHERE='"needed"' %s -Wl,-soname,lib.so -o %t.dir/lib.so
// RUN: %prog %s %t.dir/lib.so -Wl,--disable-new-dtags,-rpath,%t.dir -o %t.system
// RUN: %prog %s %t.dir/lib.so -Wl,--disable-new-dtags,-rpath,%t.dir -Wl,--dynamic-linker=%ld-seal -o %t.seal
// RUN: chmod 4755 %t.system %t.seal
// RUN: for p in %t.system %t.seal; do env LD_PRELOAD=yes.so %as-nobody $p | FileCheck %s || exit 1; done
// RUN: for p in %t.system %t.seal; do env LD_PRELOAD=no.so %as-nobody $p 2>&1 | FileCheck %s --check-prefix=NO || exit 1; done
// RUN: for p in %t.system %t.seal; do env LD_PRELOAD=%t.dir/yes.so %as-nobody $p | FileCheck %s --check-prefix=PATH || exit 1; done
// CHECK: found in=preloaded
// NO: ERROR: ld.so: object 'no.so' from LD_PRELOAD cannot be preloaded (cannot open shared object file): ignored.
// NO: found in=needed
// PATH: found in=needed
#include "../search/Inputs/where.h"
