// Where the interpreter's page cannot be replaced, since the kernel gives no file in memory that can be executed, the
// interpreter is left as it is: the program runs unsealed, one line and the report say so and why, and under `require` it does
// not start.
// REQUIRES: namespaces, musl-gcc
// RUN: %cc %s -o %t
// RUN: musl-gcc %s -o %t.musl
// RUN: for program in %t %t.musl; do for rule in memfd noexec size; do \
// RUN:   %python %inputs/restricted.py $rule %ld-seal --host=chain --seal-report $program && \
// RUN:   %python %inputs/restricted.py $rule %ld-seal --host=chain --seal=none $program && \
// RUN:   %exits 127 %python %inputs/restricted.py $rule %ld-seal --host=chain --require-seal $program || exit 1; \
// RUN:   done; done 2>&1 | FileCheck %s
// RUN: %python %inputs/restricted.py memfd %ld-seal --host=chain --seal-report=%t.json %t
// RUN: FileCheck %s --check-prefix=JSON --input-file=%t.json
// CHECK: ld-seal: warning: runs unsealed: [[LD:/.*/ld-linux-x86-64.so.2]]: [[WHAT:its code cannot be replaced by a copy]]: [[MEMFD:memfd_create: Operation not permitted]]
// CHECK-NEXT: host: chain: [[LD]] links the program (asked for); nothing is sealed: [[LD]]: [[WHAT]]: [[MEMFD]]
// CHECK-NEXT: runs
// CHECK-NEXT: runs
// CHECK-NEXT: ld-seal: [[LD]]: [[WHAT]]: [[MEMFD]]
// CHECK-NEXT: ld-seal: warning: runs unsealed: [[LD]]: [[WHAT]]: [[NOEXEC:memfd_create .*vm.memfd_noexec.*: Permission denied]]
// CHECK-NEXT: host: {{.*}}: [[NOEXEC]]
// CHECK-NEXT: runs
// CHECK-NEXT: runs
// CHECK-NEXT: ld-seal: [[LD]]: [[WHAT]]: [[NOEXEC]]
// CHECK-NEXT: ld-seal: warning: runs unsealed: [[LD]]: [[WHAT]]: [[SIZE:.*: File too large]]
// CHECK-NEXT: host: {{.*}}: [[SIZE]]
// CHECK-NEXT: runs
// CHECK-NEXT: runs
// CHECK-NEXT: ld-seal: [[LD]]: [[WHAT]]: [[SIZE]]
// CHECK-NEXT: ld-seal: warning: runs unsealed: {{.*}}musl{{.*}}: [[WHAT]]: [[MEMFD]]
// CHECK-NEXT: host: {{.*}}: [[MEMFD]]
// CHECK-NEXT: runs
// CHECK-NEXT: runs
// CHECK-NEXT: ld-seal: {{.*}}musl{{.*}}: [[WHAT]]: [[MEMFD]]
// CHECK-COUNT-4: runs
// JSON: {"host":"chain","interpreter":"{{.*}}","reason":"asked for","later":"not sealed","unsealed":"{{.*}}memfd_create: Operation not permitted"}
// JSON-NOT: {{.}}
#include <stdio.h>
int main(void) {
  puts("runs");
  return 0;
}
