// Sections .openbsd.mutable and .gnu.mutable: their pages are never sealed. Linkers for Linux make no program header for
// them, whichever is used; marking the file does, and taking the mark back takes it too. With policy data everything
// else that is writable is sealed.
// REQUIRES: mseal
// RUN: %cc %s -o %t.bfd && %cc -fuse-ld=gold %s -o %t.gold && %cc -fuse-ld=lld %s -o %t.lld
// RUN: for l in bfd gold lld; do %elfseal --mark --policy=data -o %t.$l.marked %t.$l || exit 1; done
// RUN: llvm-readelf -lW %t.bfd.marked | FileCheck %s --check-prefix=HEADERS
// RUN: for l in bfd gold lld; do %ld-seal %t.$l.marked; done | FileCheck %s
// RUN: %elfseal --show %t.bfd.marked | FileCheck %s --check-prefix=SHOW
// RUN: for l in bfd gold lld; do %elfseal --mark %t.$l.marked && %elfseal --unmark %t.$l.marked && cmp %t.$l %t.$l.marked || exit 1; done
// HEADERS-DAG: {{0x6474f555|<unknown>: 0x6474f555|GNU_MUTABLE}}
// HEADERS-DAG: {{0x65a3dbe5|OPENBSD_MUTABLE}}
// SHOW-DAG: mutable
// CHECK-COUNT-3: settings 0, cache 0, others EPERM
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE 4096
__attribute__((section(".openbsd.mutable"), aligned(PAGE))) char settings[PAGE] =
    "read, then protected";
__attribute__((section(".gnu.mutable"), aligned(PAGE))) char cache[2 * PAGE] =
    "unmapped when it is of no use";
__attribute__((aligned(PAGE))) char others[PAGE] = "as all data";

int main(void) {
  int first = mprotect(settings, sizeof settings, PROT_READ);
  int second = munmap(cache, sizeof cache);
  int third = mprotect(others, sizeof others, PROT_READ);
  printf("settings %d, cache %d, others %s\n", first, second,
         third ? strerrorname_np(errno) : "open");
  return 0;
}
