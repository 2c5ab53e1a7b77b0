// A report that could not be written whole is an error. The program starts all the same, unless sealing is required: then somebody
// relies on the report.
// REQUIRES: mseal
// RUN: %prog %s -o %t
// RUN: %ld-seal --seal-report=/dev/full %t 2>&1 | FileCheck %s --check-prefixes=FULL,STARTED
// RUN: %exits 127 %ld-seal --require-seal --seal-report=/dev/full %t 2>&1 | FileCheck %s --check-prefix=FULL --implicit-check-not=started
// RUN: %ld-seal --seal-report=%t.no-such-folder/report %t 2>&1 | FileCheck %s --check-prefixes=ABSENT,STARTED
// RUN: %exits 127 %ld-seal --require-seal --seal-report=%t.no-such-folder/report %t 2>&1 | FileCheck %s --check-prefix=ABSENT --implicit-check-not=started
// FULL: ld-seal: {{.*}}/dev/full: cannot write the seal report: No space left on device
// ABSENT: ld-seal: {{.*}}no-such-folder/report: cannot write the seal report: No such file or directory
// STARTED: started
#include "nolibc.h"

int main(int argc, char** argv, char** envp) {
  (void)argc, (void)argv, (void)envp;
  put("started\n");
  return 0;
}
