// $ORIGIN in LD_LIBRARY_PATH stands for the directory of the program.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/bin %t.dir/lib
// RUN: %dso -DWHERE='"lib"' %s -Wl,-soname,lib.so -o %t.dir/lib/lib.so
// RUN: %prog %s %t.dir/lib/lib.so -o %t.dir/bin/program
// RUN: %both --env 'LD_LIBRARY_PATH=$ORIGIN/../lib' --skip=interp %t.dir/bin/program | FileCheck %s
// CHECK: found in=lib
#include "Inputs/where.h"
