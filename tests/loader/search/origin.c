// $ORIGIN and ${ORIGIN} stand for the directory of the object that has the path, in RPATH, RUNPATH and
// DT_NEEDED; $LIB for lib/x86_64-linux-gnu, as Debian has it.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/bin %t.dir/lib/x86_64-linux-gnu
// RUN: %dso -DWHERE='"libs"' %s -Wl,-soname,lib.so -o %t.dir/lib/x86_64-linux-gnu/lib.so
// RUN: cp %t.dir/lib/x86_64-linux-gnu/lib.so %t.dir/lib/lib.so
// RUN: %prog %s %t.dir/lib/lib.so -o %t.dir/bin/runpath -Wl,--enable-new-dtags,-rpath,'$ORIGIN/../lib'
// RUN: %prog %s %t.dir/lib/lib.so -o %t.dir/bin/braces -Wl,--enable-new-dtags,-rpath,'${ORIGIN}/../lib'
// RUN: %prog %s %t.dir/lib/lib.so -o %t.dir/bin/rpath -Wl,--disable-new-dtags,-rpath,'$ORIGIN/../lib'
// RUN: %prog %s %t.dir/lib/lib.so -o %t.dir/bin/lib -Wl,-rpath,'$ORIGIN/../$LIB'
// RUN: %prog %s %t.dir/lib/lib.so -o %t.dir/bin/libs -Wl,-rpath,'${ORIGIN}/../${LIB}'
// RUN: %dso -DWHERE='"needed"' %s -Wl,-soname,'$ORIGIN/../lib/lib.so' -o %t.dir/odd.so
// RUN: %prog %s %t.dir/odd.so -o %t.dir/bin/needed
// RUN: %both --skip=interp %t.dir/bin/runpath | FileCheck %s
// RUN: %both --skip=interp %t.dir/bin/braces | FileCheck %s
// RUN: %both --skip=interp %t.dir/bin/rpath | FileCheck %s
// RUN: %both --skip=interp %t.dir/bin/lib | FileCheck %s
// RUN: %both --skip=interp %t.dir/bin/libs | FileCheck %s
// RUN: %both --skip=interp %t.dir/bin/needed | FileCheck %s
// RUN: cd %t.dir/bin && %both --skip=interp ./runpath | FileCheck %s
// RUN: cd %t.dir && %both --skip=interp bin/runpath | FileCheck %s
// CHECK: found in=libs
#include "Inputs/where.h"
