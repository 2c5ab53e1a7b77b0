// A marked and stripped library is linked against as before: a program of fixed addresses takes a copy of its variable, and
// GNU ld goes by the section number of the symbol to tell whether that is written to. So .dynsym stays where it is where
// another header can be had (a library's PT_PHDR serves nobody); where it cannot, a warning says what to do first.
// REQUIRES: ld.lld, mold
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: for linker in bfd gold lld mold; do %cc -shared -fPIC %s -fuse-ld=$linker -Wl,--build-id -o library.so && %elfseal --mark library.so && strip library.so && \
// RUN:   %elfseal --check library.so && %cc -O1 -fno-pie -no-pie -DPROGRAM %s -fuse-ld=bfd library.so -Wl,-rpath,%t -o program && ./program && \
// RUN:   %ld-seal ./program || exit 1; done > said 2>&1; FileCheck %s < said
// CHECK-COUNT-8: counted to 6
// CHECK-NOT: {{.}}
// RUN: %cc -shared -fPIC %s -fuse-ld=lld -Wl,--build-id=none -o library.so && %elfseal --mark library.so 2>&1 | FileCheck %s --check-prefix=WARNED
// WARNED: elfseal: library.so: warning: its dynamic symbols had to move, and GNU strip would leave their section numbers wrong; run it before it is marked
// WARNED: elfseal: library.so: warning: its mark stands in no section, {{.+}}
// WARNED-NOT: {{.}}
#ifdef PROGRAM
#include <stdio.h>
extern int counts[4];
int main(void) {
  counts[0]++;
  printf("counted to %d\n", counts[0]);
}
#else
int counts[4] = {5, 6, 7, 8};
int constant(void) { return counts[1]; }
#endif
