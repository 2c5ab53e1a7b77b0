// $ORIGIN of a program is the folder of its file, also by hand and through a symbolic link, as when the kernel starts it. glibc's
// loader by hand takes the link's folder (docs/differences.md).
// RUN: rm -rf %t.dir && mkdir -p %t.dir/real %t.dir/link
// RUN: %dso -DWHERE='"the folder of the file"' %s -Wl,-soname,lib.so -o %t.dir/real/lib.so
// RUN: %dso -DWHERE='"the folder of the link"' %s -Wl,-soname,lib.so -o %t.dir/link/lib.so
// RUN: %prog %s %t.dir/real/lib.so -Wl,-rpath,'$ORIGIN' -o %t.dir/real/program
// RUN: ln -s ../real/program %t.dir/link/program
// RUN: %t.dir/link/program | FileCheck %s --check-prefix=FILE
// RUN: %ld-seal %t.dir/link/program | FileCheck %s --check-prefix=FILE
// RUN: %system-ld %t.dir/link/program | FileCheck %s --check-prefix=LINK
// FILE: found in=the folder of the file
// LINK: found in=the folder of the link
#include "Inputs/where.h"
