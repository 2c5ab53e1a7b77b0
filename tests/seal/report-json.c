// A report whose file name ends in .json is JSON, an object a line, and agrees with the kernel: every mapping that
// it calls sealed has "sl" in smaps.
// REQUIRES: mseal
// RUN: %prog -Wl,-z,now %s -o %t
// RUN: rm -f %t.json
// RUN: %ld-seal --seal-report=%t.json %t > %t.smaps
// RUN: %python %S/Inputs/check-report.py %t.json %t.smaps | FileCheck %s
// RUN: %ld-seal --seal=none --seal-report=%t.none.json %t > /dev/null
// RUN: FileCheck %s --check-prefix=NONE < %t.none.json
// CHECK: agrees
// NONE: "sealed":{{ *}}false
// NONE-SAME: "reason":{{ *}}"{{.+}}"
// NONE-NOT: "sealed":{{ *}}true
#include "nolibc.h"
int main(int argc, char** argv, char** envp) {
  char buffer[4096];
  i64 file = syscall3(SYS_open, (i64) "/proc/self/smaps", 0, 0), n;
  while ((n = syscall3(SYS_read, file, (i64)buffer, sizeof buffer)) > 0)
    syscall3(SYS_write, 1, (i64)buffer, n);
  return 0;
}
