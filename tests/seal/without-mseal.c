// Where the kernel has no mseal, the program runs unsealed, and the report says so; whoever requires sealing gets
// no unsealed program: the loader ends with one line and 127, and no constructor runs.
// RUN: %prog -Wl,--dynamic-linker=%ld-seal %s -o %t
// RUN: %prog -Wl,--dynamic-linker=%ld-seal -DPOLICY=0x40 %s -o %t.require
// RUN: %python %S/Inputs/without-mseal.py %ld-seal --seal-report=%t.report %t | FileCheck %s
// RUN: FileCheck %s --check-prefix=REPORT < %t.report
// RUN: %exits 127 %python %S/Inputs/without-mseal.py %ld-seal --require-seal %t 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REQUIRE
// RUN: env LD_SEAL=all LD_SEAL_REQUIRE=1 %exits 127 %python %S/Inputs/without-mseal.py %t 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REQUIRE
// RUN: %exits 127 %python %S/Inputs/without-mseal.py %t.require 2>&1 | FileCheck %s --check-prefix=REQUIRE
// CHECK: constructor
// CHECK: text=r-xp open
// REPORT: {{mseal|kernel}}
// REQUIRE-NOT: constructor
// REQUIRE: ld-seal: {{.*}}mseal{{.*}}
// REQUIRE-NOT: {{.}}
#include "Inputs/mark.h"
#include "Inputs/smaps.h"

#ifdef POLICY
MARK(1, POLICY)
#endif

CONSTRUCTOR static void construct(void) { put("constructor\n"); }
int main(int argc, char** argv, char** envp) {
  show_mapping("text", main);
  return 0;
}
