// `-z memory-seal` of the linkers that have it (GNU ld from 2.44): a mark with the default policy, which elfseal and the loader read
// as the linker wrote it; a note of elfseal's beside it has the last word.
// REQUIRES: other-suites, mseal
// RUN: %cc -c %s -o %t.o
// RUN: for suite in trixie forky; do root=%sysroots/$suite/root; \
// RUN:   ld() { $root/lib64/ld-linux-x86-64.so.2 --library-path $root/usr/lib/x86_64-linux-gnu $root/usr/bin/x86_64-linux-gnu-ld.bfd "$@"; }; \
// RUN:   ld -z memory-seal -z now -pie --dynamic-linker=%ld-seal -o %t.$suite \
// RUN:     $(%cc -print-file-name=Scrt1.o) %t.o -L$(dirname $(%cc -print-file-name=libc.so)) -lc && \
// RUN:   %elfseal --show %t.$suite && %elfseal --check %t.$suite && %t.$suite && \
// RUN:   %elfseal --mark --policy=data %t.$suite && %elfseal --check --policy=data %t.$suite && %t.$suite || exit 1; done | FileCheck %s
// CHECK: mark: default (property)
// CHECK: text: sealed, data: open
// CHECK: text: sealed, data: sealed
// CHECK: mark: default (property)
// CHECK: text: sealed, data: open
// CHECK: text: sealed, data: sealed
#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>

static char data[8192] __attribute__((aligned(4096))) = "data";

static const char* state(const void* page, int protection) {
  return mprotect((void*)((unsigned long)page & ~4095ul), 4096, protection) && errno == EPERM
             ? "sealed"
             : "open";
}

int main(void) {
  printf("text: %s, data: %s\n", state(main, PROT_READ | PROT_EXEC),
         state(data, PROT_READ | PROT_WRITE));
  return 0;
}
