// /etc/ld.so.preload is the administrator's: its libraries are loaded in secure mode too, wherever they lie.
// REQUIRES: namespaces, setuid
// RUN: rm -rf %t.dir && mkdir -p %t.dir/etc
// RUN: %dso -DWHERE='"preloaded"' %s -o %t.dir/first.so
// RUN: %dso -DWHERE='"needed"' %s -o %t.dir/lib.so
// RUN: %prog %s %t.dir/lib.so -o %t.system
// RUN: %prog %s %t.dir/lib.so -Wl,--dynamic-linker=%ld-seal -o %t.seal
// RUN: chmod 4755 %t.system %t.seal
// RUN: cp /etc/ld.so.cache /etc/passwd /etc/group %t.dir/etc
// RUN: echo "# comment" > %t.dir/etc/ld.so.preload
// RUN: echo "%t.dir/first.so %t.dir/nowhere.so" >> %t.dir/etc/ld.so.preload
// RUN: unshare -m sh -c 'mount --bind %t.dir/etc /etc && exec %as-nobody %t.system' 2>&1 | FileCheck %s
// RUN: unshare -m sh -c 'mount --bind %t.dir/etc /etc && exec %as-nobody %t.seal' 2>&1 | FileCheck %s
// CHECK: nowhere.so{{.*}}/etc/ld.so.preload{{.*}}ignored
// CHECK: found in=preloaded
#include "../search/Inputs/where.h"
