// A program that discards all pages of files that it cannot write to (MADV_DONTNEED) finds the same contents there afterwards: this loader is
// still called for what is opened later, which is sealed before its constructors.
// REQUIRES: mseal, musl-gcc
// RUN: split-file %s %t && cd %t
// RUN: for cc in "%cc" musl-gcc; do \
// RUN:   $cc -shared -fPIC -I%source/tests/seal/Inputs -I%inputs library.c -o library.so && \
// RUN:   $cc -DPATH='"%t/library.so"' -I%source/tests/seal/Inputs -I%inputs program.c -o program && \
// RUN:   %ld-seal --host=chain ./program && %ld-seal --host=chain --require-seal ./program && %ld-seal ./program || exit 1; done > output
// RUN: sort output | uniq -c | FileCheck program.c
//--- library.c
#include "smaps.h"
void in_library(void) {}
CONSTRUCTOR static void construct(void) { show_mapping("library", in_library); }
//--- program.c
// CHECK: 6 library=r-xp sealed
// CHECK-NOT: {{.}}
#include "smaps.h"
#include <dlfcn.h>
#define MADV_DONTNEED 4
static void discard(const struct mapping* m, void* unused) {
  (void)unused;
  if (m->inode && m->protection[1] != 'w')
    syscall3(SYS_madvise, m->start, m->end - m->start, MADV_DONTNEED);
}
int main(void) {
  for_each_mapping(discard, 0);
  return !dlopen(PATH, RTLD_NOW);
}
