// A segment that is writable and executable cannot live with the policy `wx`: one line says so, and under `require` the
// program does not start.
// RUN: %prog -Wl,-z,noseparate-code -DMARK_WX %s -o %t
// RUN: %python %S/Inputs/make-text-writable.py %t
// RUN: %ld-seal --policy=wx %t > %t.out 2>&1
// RUN: FileCheck %s --input-file=%t.out
// RUN: %exits 127 %ld-seal --policy=wx,require %t 2>&1 | FileCheck %s --check-prefix=REQUIRE
// CHECK-DAG: ld-seal: warning: {{.*}}text.c.tmp: policy wx: has a segment that is writable and executable
// CHECK-DAG: came through
// REQUIRE: ld-seal: {{.*}}text.c.tmp: policy wx: has a segment that is writable and executable
// REQUIRE-NOT: came through
#include "nolibc.h"

int main(int argc, char** argv, char** envp) {
  put("came through\n");
  return 0;
}
