// A set-user-ID program finds its libraries in a folder that its owner may enter and its caller may not.
// REQUIRES: setuid
// RUN: rm -rf %t.dir && mkdir -p %t.dir/closed/below
// RUN: %dso -DWHERE='"the closed folder"' %s -Wl,-soname,lib.so -o %t.dir/closed/below/lib.so
// RUN: %prog %s %t.dir/closed/below/lib.so -Wl,-rpath,%t.dir/closed/below -o %t.system
// RUN: %prog %s %t.dir/closed/below/lib.so -Wl,-rpath,%t.dir/closed/below -Wl,--dynamic-linker=%ld-seal -o %t.seal
// RUN: chmod 700 %t.dir/closed && chmod 4755 %t.system %t.seal
// RUN: %as-nobody %t.system | FileCheck %s
// RUN: %as-nobody %t.seal | FileCheck %s
// CHECK: found in=the closed folder
#include "../search/Inputs/where.h"
