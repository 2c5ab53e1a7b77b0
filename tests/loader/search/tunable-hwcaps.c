// GLIBC_TUNABLES=glibc.cpu.hwcaps takes features from the processor: glibc-hwcaps folders that need them are not searched, and
// $PLATFORM is no longer the name of a processor that has them. What an object itself needs of the processor is not touched.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/glibc-hwcaps/x86-64-v2 %t.dir/glibc-hwcaps/x86-64-v3 %t.dir/platform/x86_64 %t.dir/platform/haswell
// RUN: %dso -DWHERE='"base"' %s -Wl,-soname,lib.so -o %t.dir/lib.so
// RUN: %dso -DWHERE='"v2"' %s -Wl,-soname,lib.so -o %t.dir/glibc-hwcaps/x86-64-v2/lib.so
// RUN: %dso -DWHERE='"v3"' %s -Wl,-soname,lib.so -o %t.dir/glibc-hwcaps/x86-64-v3/lib.so
// RUN: %dso -DWHERE='"x86_64"' %s -Wl,-soname,lib.so -o %t.dir/platform/x86_64/lib.so
// RUN: %dso -DWHERE='"haswell"' %s -Wl,-soname,lib.so -o %t.dir/platform/haswell/lib.so
// RUN: %prog %s %t.dir/lib.so -Wl,-rpath,%t.dir -o %t.levels
// RUN: %prog %s %t.dir/lib.so -Wl,-rpath,'%t.dir/platform/$PLATFORM' -o %t.platform
// RUN: %prog %s %t.dir/lib.so -Wl,-rpath,%t.dir,-z,x86-64-v2 -o %t.needs
//
// RUN: %both --env GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX,-POPCNT %t.levels | FileCheck %s --check-prefix=BASE
// RUN: %both --env GLIBC_TUNABLES=glibc.malloc.check=0:glibc.cpu.hwcaps=-AVX2 %t.levels | FileCheck %s --check-prefix=V2
// RUN: %both --env GLIBC_TUNABLES=glibc.cpu.hwcaps=-POPCNT:glibc.cpu.hwcaps=-MOVBE %t.levels | FileCheck %s --check-prefix=V2
// RUN: %both --env GLIBC_TUNABLES=glibc.cpu.hwcaps=POPCNT,-POPCNTX,-popcnt,-AVX %t.levels | FileCheck %s --check-prefix=V2
// RUN: %both --env GLIBC_TUNABLES=glibc.cpu.hwcaps=-BMI1 %t.platform | FileCheck %s --check-prefix=PLATFORM
// RUN: %both --env GLIBC_TUNABLES=glibc.cpu.hwcaps=-POPCNT %t.needs | FileCheck %s --check-prefix=BASE
// BASE: found in=base
// V2: found in=v2
// PLATFORM: found in=x86_64
#include "Inputs/where.h"
