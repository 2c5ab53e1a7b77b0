// LD_DEBUG=libs: where a library is looked for, by which list, and whose constructors run. (Both
// loaders know folders for processors; which of them they name is not compared.)
// RUN: rm -rf %t.dir && mkdir -p %t.dir/runpath %t.dir/rpath %t.dir/path %t.dir/empty && cd %t.dir
// RUN: %dso -DNAME=c %s -Wl,-soname,c.so -o rpath/c.so
// RUN: %dso -DNAME=b %s -Wl,-soname,b.so -Wl,--no-as-needed rpath/c.so -Wl,--disable-new-dtags,-rpath,%t.dir/rpath -o path/b.so
// RUN: %dso -DNAME=a %s -Wl,-soname,a.so -o runpath/a.so
// RUN: %prog -Wl,--no-as-needed %s runpath/a.so path/b.so -Wl,--enable-new-dtags,-rpath,'%t.dir/runpath:%t.dir/empty' -o prog
// RUN: %both --env LD_DEBUG=libs --env LD_LIBRARY_PATH=%t.dir/path --filter="$(cat %S/Inputs/debug.sed)" ./prog \
// RUN:   2> out && sed -Ef %S/Inputs/debug.sed out | FileCheck %s
// RUN: env LD_DEBUG=libs %ld-seal --library-path path ./prog 2>&1 | FileCheck %s --check-prefix=OPTION
// CHECK: find library=a.so [0]; searching
// CHECK: search path={{.*}}/path{{	+}}(LD_LIBRARY_PATH)
// CHECK: trying file={{.*}}/path/a.so
// CHECK: search path={{.*}}/runpath:{{.*}}/empty{{	+}}(RUNPATH from file {{.*}}prog)
// CHECK: trying file={{.*}}/runpath/a.so
// CHECK: find library=b.so [0]; searching
// CHECK: find library=c.so [0]; searching
// CHECK: search path={{.*}}/rpath{{	+}}(RPATH from file {{.*}}/b.so)
// CHECK: calling init: {{.*}}/c.so
// CHECK: calling init: {{.*}}/b.so
// OPTION: search path={{(path/glibc-hwcaps/x86-64-v[0-9]:)*}}path{{	+}}(--library-path)
#include "nolibc.h"
#ifdef NAME
int NAME;
#else
int main(int argc, char** argv, char** envp) { return 0; }
#endif
