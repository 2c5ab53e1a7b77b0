// Linux 6.10 has mseal, but no PROCMAP_QUERY: the vdso and its data are found all the same.
// REQUIRES: mseal
// RUN: %prog %s -o %t
// RUN: %python %S/Inputs/without-mseal.py --query %ld-seal --require-seal --seal-report=%t.report %t | FileCheck %s
// RUN: FileCheck %s --check-prefix=REPORT --input-file=%t.report
// RUN: %ld-seal --seal-report=%t.report %t | FileCheck %s
// RUN: FileCheck %s --check-prefix=REPORT --input-file=%t.report
// CHECK: [vvar]=sealed
// CHECK: [vdso]=sealed
// CHECK-NOT: open
// REPORT: vvar sealed [vvar]
// REPORT: vdso sealed [vdso]
#include "Inputs/smaps.h"

static void show_system(const struct mapping* m, void* unused) {
  if (m->name[0] == '[' && m->name[1] == 'v' && m->name[2] != 's') /* [vsyscall] is the kernel's own */
    show(m->name, m->sealed ? "sealed" : "open");
}
int main(int argc, char** argv, char** envp) {
  for_each_mapping(show_system, 0);
  return 0;
}
