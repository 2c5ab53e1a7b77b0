// What a variable, a RUNPATH or a list of libraries can make long takes memory in proportion: 4,000 folders that are
// looked into for a library that is nowhere, and named in the message; a path of 55 KiB; 5,000 preloaded names.
// RUN: rm -rf %t.dir && mkdir -p %t.dir
// RUN: %dso -DWHERE='"right"' %s -Wl,-soname,lib-nowhere.so -o %t.dir/lib.so
// RUN: %prog %s %t.dir/lib.so -o %t
// RUN: %python -c 'print(":".join(f"/nowhere/{i}" for i in range(4000)))' > %t.folders
// RUN: %python -c 'print("/".join(["$ORIGIN"] * 50) + ":" * 55000)' > %t.colons
// RUN: %python -c 'print(" ".join(f"/nowhere/{i}" for i in range(5000)))' > %t.names
// RUN: echo 'ulimit -v 300000; LD_LIBRARY_PATH=$(cat $1) exec $2 $3' > %t.sh
// RUN: %exits 127 bash %t.sh %t.folders %ld-seal %t 2>&1 | FileCheck %s
// RUN: %exits 127 bash %t.sh %t.colons %ld-seal %t 2>&1 | FileCheck %s --check-prefix=COLONS
// RUN: echo 'ulimit -v 300000; LD_PRELOAD=$(cat $1) exec $2 $3' > %t.preload
// RUN: %exits 127 bash %t.preload %t.names %ld-seal %t 2>&1 | FileCheck %s --check-prefix=NAMES
// CHECK: lib-nowhere.so: cannot open shared object file: No such file or directory
// CHECK: LD_LIBRARY_PATH: /nowhere/0: no such directory
// CHECK: LD_LIBRARY_PATH: /nowhere/3999: no such directory
// COLONS: lib-nowhere.so: cannot open shared object file: No such file or directory
// NAMES: /nowhere/4999{{.*}}cannot be preloaded
#include "Inputs/where.h"
