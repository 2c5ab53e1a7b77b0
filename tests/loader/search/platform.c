// $PLATFORM stands for AT_PLATFORM: on glibc 2.36, haswell or xeon_phi where Intel's processor is one, else x86_64.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/x86_64 %t.dir/haswell %t.dir/xeon_phi
// RUN: %dso -DWHERE='"x86_64"' %s -Wl,-soname,lib.so -o %t.dir/x86_64/lib.so
// RUN: %dso -DWHERE='"haswell"' %s -Wl,-soname,lib.so -o %t.dir/haswell/lib.so
// RUN: %dso -DWHERE='"xeon_phi"' %s -Wl,-soname,lib.so -o %t.dir/xeon_phi/lib.so
// RUN: %prog %s %t.dir/x86_64/lib.so -Wl,-rpath,'%t.dir/$PLATFORM' -o %t.plain
// RUN: %prog %s %t.dir/x86_64/lib.so -Wl,-rpath,'%t.dir/${PLATFORM}' -o %t.braces
// RUN: %both %t.plain | FileCheck %s
// RUN: %both %t.braces | FileCheck %s
// CHECK: found in={{x86_64|haswell|xeon_phi}}
#include "Inputs/where.h"
