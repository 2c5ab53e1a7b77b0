// Where one call cannot seal neighbours together, each is tried alone: what can be sealed is, the report names what
// was not, with the kernel's answer, and under `require` nothing of the program runs.
// REQUIRES: mseal
// RUN: %prog %s -o %t
// RUN: %python %S/Inputs/without-mseal.py --errno=12 --above=40000 %ld-seal --seal-report=%t.report.json %t | FileCheck %s
// RUN: FileCheck %s --check-prefix=REPORT --input-file=%t.report.json
// RUN: %exits 127 %python %S/Inputs/without-mseal.py --errno=12 --above=40000 %ld-seal --require-seal %t 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REQUIRE
// CHECK: text=r-xp sealed
// CHECK: large=r--p open
// REPORT-DAG: partly.c.tmp",{{.*}}"kind":"text","sealed":true}
// REPORT-DAG: partly.c.tmp",{{.*}}"kind":"read-only data","sealed":false,"reason":"mseal found a gap, or the limit of mappings is reached","errno":12}
// REQUIRE-NOT: text
// REQUIRE: ld-seal: {{.*}}partly.c.tmp: cannot be sealed, and the policy requires it: mseal found a gap, or the limit of mappings is reached: Cannot allocate memory
// REQUIRE-NOT: {{.}}
#include "Inputs/smaps.h"

__attribute__((used)) static const char large[100000] = {1};
int main(int argc, char** argv, char** envp) {
  show_mapping("text", main);
  show_mapping("large", large + 4096);
  return 0;
}
