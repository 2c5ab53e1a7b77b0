// Auditing libraries are libc's own loader's business: asked for, it links, and the program is sealed all the same.
// REQUIRES: mseal
// RUN: %cc -shared -fPIC -DAUDIT %s -o %t.so
// RUN: %cc %s -o %t
// RUN: %both --env LD_AUDIT=%t.so --filter 's,(audit: libc).*,\1,' %t | FileCheck %s
// RUN: %ld-seal --audit %t.so --seal-report=%t.report %t | FileCheck %s
// RUN: FileCheck %s --check-prefix=REPORT --input-file=%t.report --implicit-check-not='text{{ *}}not sealed'
// RUN: env LD_AUDIT= LD_PROFILE= %ld-seal --seal-report %t 2>&1 | FileCheck %s --check-prefix=NEITHER
// A program may name auditors itself, for itself and for its libraries.
// RUN: for option in audit depaudit; do %cc -Wl,--$option=%t.so %s -o %t.$option && \
// RUN:   %both --filter 's,(audit: libc).*,\1,' %t.$option && \
// RUN:   %ld-seal --seal-report %t.$option 2>&1 | grep host: || exit 1; done | FileCheck %s --check-prefix=OWN
// OWN-DAG: audit: libc
// OWN: links the program (DT_AUDIT)
// OWN-DAG: audit: libc
// OWN: links the program (DT_DEPAUDIT)
// CHECK-DAG: audit: libc
// CHECK-DAG: main
// REPORT: host: chain: {{.*}} links the program (--audit)
// REPORT-DAG: text sealed {{.*}}audit.c.tmp.so
// NEITHER-NOT: host:
#define _GNU_SOURCE
#include <link.h>
#include <stdio.h>
#include <string.h>
#ifdef AUDIT
unsigned la_version(unsigned version) { return version; }
unsigned la_objopen(struct link_map* map, Lmid_t space, uintptr_t* cookie) {
  (void)space, (void)cookie;
  if (strstr(map->l_name, "/libc.so"))
    printf("audit: libc\n"), fflush(stdout);
  return 0;
}
#else
int main(void) {
  puts("main");
  return 0;
}
#endif
