// What the chain cannot seal, and a policy requires, is not left open: with `data` and `require` another loader does not link the
// program, whoever asks for it. Either word alone is borne.
// REQUIRES: mseal
// RUN: %cc %s -o %t
// RUN: %elfseal --mark --policy=data,require --set-interpreter=%ld-seal -o %t.marked %t
// RUN: %t.marked | FileCheck %s
// RUN: %exits 127 env LD_SEAL_HOST=chain %t.marked 2>&1 | FileCheck %s --check-prefix=REFUSED
// RUN: %exits 127 env LD_AUDIT=/none.so %t.marked 2>&1 | FileCheck %s --check-prefix=REFUSED
// RUN: %exits 127 %ld-seal --host=chain --policy=data --require-seal %t 2>&1 | FileCheck %s --check-prefix=REFUSED
// RUN: %ld-seal --host=chain --policy=data %t | FileCheck %s
// RUN: %ld-seal --host=chain --require-seal %t | FileCheck %s
// CHECK: ran
// REFUSED: required-data.c.tmp{{.*}}: cannot seal the main thread's thread-local storage where another loader links the program, and the policy requires it
// REFUSED-NOT: ran
#include <stdio.h>
int main(void) {
  puts("ran");
  return 0;
}
