// --glibc-hwcaps-prepend names folders that come before those for the processor, --glibc-hwcaps-mask which of the
// latter count.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/lib/glibc-hwcaps/mine && cd %t.dir
// RUN: mkdir lib/glibc-hwcaps/x86-64-v2 lib/glibc-hwcaps/other
// RUN: %dso -DWHERE='"base"' %s -Wl,-soname,lib.so -o lib/lib.so
// RUN: %dso -DWHERE='"mine"' %s -Wl,-soname,lib.so -o lib/glibc-hwcaps/mine/lib.so
// RUN: %dso -DWHERE='"v2"' %s -Wl,-soname,lib.so -o lib/glibc-hwcaps/x86-64-v2/lib.so
// RUN: %dso -DWHERE='"other"' %s -Wl,-soname,lib.so -o lib/glibc-hwcaps/other/lib.so
// RUN: %prog %s lib/lib.so -o prog -Wl,-rpath,lib
// RUN: %python %S/Inputs/same.py mine %system-ld %ld-seal -- --glibc-hwcaps-prepend none:mine:other ./prog
// RUN: %python %S/Inputs/same.py other %system-ld %ld-seal -- --glibc-hwcaps-prepend :other:mine ./prog
// RUN: %python %S/Inputs/same.py base %system-ld %ld-seal -- --glibc-hwcaps-mask mine:x86-64-v1 ./prog
// RUN: %python %S/Inputs/same.py mine %system-ld %ld-seal -- --glibc-hwcaps-prepend mine --glibc-hwcaps-mask none ./prog
// RUN: rm -r lib/glibc-hwcaps/mine lib/glibc-hwcaps/other
// RUN: %ld-seal --glibc-hwcaps-mask x86-64-v3:x86-64-v2 ./prog > masked && %system-ld ./prog | diff - masked
#include "Inputs/where.h"
