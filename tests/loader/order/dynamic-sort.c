// glibc.rtld.dynamic_sort=1 gives glibc's libraries in cycles the order that 2.34 had; ld-seal keeps its order, which is glibc's
// default one (docs/differences.md).
// RUN: rm -rf %t.dir && mkdir -p %t.dir/stubs
// RUN: for n in 0 1 2 3; do %dso -DNAME="\"$n\"" %s -Wl,-soname,$n.so -o %t.dir/stubs/$n.so || exit 1; done
// RUN: cd %t.dir && set -- "0 1 3" "1 3" "2 0 1" "3 0 2"; for row; do set -- $row; n=$1; shift; \
// RUN:   %dso -DNAME="\"$n\"" %s -Wl,-soname,$n.so,--no-as-needed $(printf 'stubs/%%s.so ' "$@") -o $n.so || exit 1; done
// RUN: %prog %s -Wl,--no-as-needed,--allow-shlib-undefined,--disable-new-dtags,-rpath,%t.dir %t.dir/stubs/0.so -o %t
// RUN: %both %t | FileCheck %s --check-prefix=DEFAULT
// RUN: env GLIBC_TUNABLES=glibc.rtld.dynamic_sort=1 %ld-seal %t | FileCheck %s --check-prefix=DEFAULT
// RUN: env GLIBC_TUNABLES=glibc.rtld.dynamic_sort=1 %t | FileCheck %s --check-prefix=OLD
// DEFAULT: 3 1 0 2 main
// OLD: 2 3 1 0 main
#include "nolibc.h"
#ifdef PROGRAM
int main(int argc, char** argv, char** envp) {
  put("main\n");
  return 0;
}
#else
CONSTRUCTOR static void construct(void) { put(NAME " "); }
#endif
