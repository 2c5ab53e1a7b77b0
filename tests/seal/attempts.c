// Who can call the kernel with any arguments still cannot undo it: on every sealed mapping mprotect,
// pkey_mprotect, munmap, mremap and MAP_FIXED fail with EPERM (1).
// REQUIRES: mseal
// RUN: %dso -DLIBRARY -Wl,-z,now %s -o %t.so
// RUN: %prog -Wl,-z,now %s %t.so -o %t
// RUN: rm -rf %t.interp && mkdir %t.interp
// RUN: %prog -Wl,-z,now -Wl,--dynamic-linker=%ld-seal %s %t.so -o %t.interp/attempts.c.tmp
// RUN: %ld-seal %t | FileCheck %s
// RUN: env LD_SEAL=all %t.interp/attempts.c.tmp | FileCheck %s
// CHECK-DAG: r-xp attempts.c.tmp: 5 attempts, 5 refused
// CHECK-DAG: r--p attempts.c.tmp: 5 attempts, 5 refused
// CHECK-DAG: r-xp attempts.c.tmp.so: 5 attempts, 5 refused
// CHECK-DAG: r-xp ld-seal-x86-64.so.1: 5 attempts, 5 refused
// CHECK-DAG: r--p anonymous: 5 attempts, 5 refused
// CHECK-DAG: r-xp [vdso]: 5 attempts, 5 refused
// CHECK-DAG: r--p [vvar{{.*}}]: 5 attempts, 5 refused
// CHECK: all of the others refused everything too
#include "Inputs/smaps.h"

#ifdef LIBRARY
const char* const relro[] = {"a pointer that is relocated"};
int function(void) { return 0; }
#else
extern const char* const relro[];

enum { EPERM = 1 };

static const i64 elsewhere = 0x100000000; // nothing lies there
static int failures;
static void attempt(const struct mapping* m, void* context) {
  if (!m->sealed)
    return;
  i64 start = m->start, size = m->end - m->start;
  int wanted = starts_with(m->name, "[vvar") ? 1 : 3; // nobody may ever write there, sealed or not
  int refused = 0;
  refused += syscall3(SYS_mprotect, start, size, wanted) == -EPERM;
  refused += syscall6(SYS_pkey_mprotect, start, size, wanted, -1, 0, 0) == -EPERM;
  refused += syscall3(SYS_munmap, start, size, 0) == -EPERM;
  refused += syscall6(SYS_mremap, start, size, size, 3, elsewhere, 0) == -EPERM;
  refused += syscall6(SYS_mmap, start, 4096, 3, 0x32, -1, 0) == -EPERM;
  put(m->protection), put(" "), put(short_name(m)), put(": 5 attempts, ");
  put_number(refused, 10), put(" refused\n");
  failures += refused != 5;
}

int main(int argc, char** argv, char** envp) {
  for_each_mapping(attempt, 0);
  if (!failures)
    put("all of the others refused everything too\n");
  return relro[0] == 0;
}
#endif
