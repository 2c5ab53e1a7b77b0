// Who can call the kernel with any arguments still cannot undo it: on every sealed mapping mprotect, pkey_mprotect,
// munmap, mremap and MAP_FIXED in all their forms fail with EPERM (1), and on anonymous ones, RELRO among them, madvise
// that throws contents away. attack/ has more of it, from python3.
// REQUIRES: mseal
// RUN: %dso -DLIBRARY -Wl,-z,now %s -o %t.so
// RUN: %prog -Wl,-z,now %s %t.so -o %t
// RUN: rm -rf %t.interp && mkdir %t.interp
// RUN: %prog -Wl,-z,now -Wl,--dynamic-linker=%ld-seal %s %t.so -o %t.interp/attempts.c.tmp
// RUN: %ld-seal %t | FileCheck %s
// RUN: env LD_SEAL=all %t.interp/attempts.c.tmp | FileCheck %s
// CHECK-DAG: r-xp attempts.c.tmp: [[N:[0-9]+]] attempts, [[N]] refused
// CHECK-DAG: r--p attempts.c.tmp: [[N:[0-9]+]] attempts, [[N]] refused
// CHECK-DAG: r-xp attempts.c.tmp.so: [[N:[0-9]+]] attempts, [[N]] refused
// CHECK-DAG: r-xp ld-seal-x86-64.so.1: [[N:[0-9]+]] attempts, [[N]] refused
// CHECK-DAG: r--p anonymous: [[N:[0-9]+]] attempts, [[N]] refused
// CHECK-DAG: r-xp [vdso]: [[N:[0-9]+]] attempts, [[N]] refused
// CHECK-DAG: r--p [vvar{{.*}}]: [[N:[0-9]+]] attempts, [[N]] refused
// CHECK: all of the others refused everything too
#include "Inputs/smaps.h"

#ifdef LIBRARY
const char* const relro[] = {"a pointer that is relocated"};
int function(void) { return 0; }
#else
extern const char* const relro[];

enum { EPERM = 1 };

static const i64 elsewhere = 0x100000000; // nothing lies there

// Arguments that stand for what is attacked.
enum { START = -10, SIZE = -11, WANTED = -12, BEFORE = -13, AROUND = -14, OWN_PAGE = -15 };
enum { PAGE = 4096, MAYMOVE = 1, TO_FIXED = 2, DONTUNMAP = 4, PRIVATE_ANONYMOUS_FIXED = 0x32 };

static const struct call {
  i64 number, a[5];
  int anonymous_only;
} calls[] = {
    {SYS_mprotect, {START, SIZE, 0}, 0},
    {SYS_mprotect, {START, SIZE, 1}, 0},
    {SYS_mprotect, {START, SIZE, WANTED}, 0},
    {SYS_mprotect, {START, PAGE, WANTED}, 0},
    {SYS_pkey_mprotect, {START, SIZE, WANTED, -1}, 0},
    {SYS_munmap, {START, SIZE}, 0},
    {SYS_munmap, {START, PAGE}, 0},
    {SYS_munmap, {BEFORE, AROUND}, 0},
    {SYS_mremap, {START, SIZE, SIZE, MAYMOVE | TO_FIXED, elsewhere}, 0},
    {SYS_mremap, {START, SIZE, AROUND, MAYMOVE}, 0},
    {SYS_mremap, {START, SIZE, SIZE, MAYMOVE | DONTUNMAP}, 0},
    {SYS_mremap, {OWN_PAGE, PAGE, PAGE, MAYMOVE | TO_FIXED, START}, 0},
    {SYS_mmap, {START, PAGE, 3, PRIVATE_ANONYMOUS_FIXED, -1}, 0},
    {SYS_mmap, {START, SIZE, 0, PRIVATE_ANONYMOUS_FIXED, -1}, 0},
    {SYS_mmap, {BEFORE, AROUND, 1, PRIVATE_ANONYMOUS_FIXED, -1}, 0},
    {SYS_madvise, {START, PAGE, 4}, 1},  // DONTNEED
    {SYS_madvise, {START, PAGE, 8}, 1},  // FREE
    {SYS_madvise, {START, PAGE, 10}, 1}, // DONTFORK
    {SYS_madvise, {START, PAGE, 18}, 1}, // WIPEONFORK
    {SYS_madvise, {START, PAGE, 24}, 1}, // DONTNEED_LOCKED
};

static i64 argument(i64 word, const struct mapping* m, i64 own_page) {
  switch (word) {
  case START:
    return (i64)m->start;
  case SIZE:
    return (i64)(m->end - m->start);
  case WANTED: // nobody may ever write to vvar, sealed or not
    return starts_with(m->name, "[vvar") ? 1 : 3;
  case BEFORE:
    return (i64)m->start - PAGE;
  case AROUND:
    return (i64)(m->end - m->start) + PAGE;
  case OWN_PAGE:
    return own_page;
  default:
    return word;
  }
}

static int failures;
static void attempt(const struct mapping* m, void* own_page) {
  if (!m->sealed)
    return;
  int attempts = 0, refused = 0;
  for (u64 i = 0; i < sizeof calls / sizeof *calls; i++) {
    if (calls[i].anonymous_only && (m->inode || m->name[0]))
      continue;
    i64 a[5];
    for (int j = 0; j < 5; j++)
      a[j] = argument(calls[i].a[j], m, (i64)own_page);
    attempts++;
    refused += syscall6(calls[i].number, a[0], a[1], a[2], a[3], a[4], 0) == -EPERM;
  }
  put(m->protection), put(" "), put(short_name(m)), put(": ");
  put_number((u64)attempts, 10), put(" attempts, ");
  put_number((u64)refused, 10), put(" refused\n");
  failures += refused != attempts;
}

int main(int argc, char** argv, char** envp) {
  for_each_mapping(attempt, (void*)syscall6(SYS_mmap, 0, PAGE, 3, 0x22, -1, 0));
  if (!failures)
    put("all of the others refused everything too\n");
  return relro[0] == 0;
}
#endif
