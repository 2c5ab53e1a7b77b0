// A seccomp filter that kills for mseal does not kill the program: a child asked. It runs unsealed, the report names the filter, and
// nothing of the child is left: no process, no signal, no core file, and the program may leave one. So it is with filters
// that answer with an error. A supervisor that has the kernel go on does not hinder. Whoever requires sealing gets no unsealed program.
// REQUIRES: mseal
// RUN: %cc %s -o %t
// RUN: rm -rf %t.dir && mkdir %t.dir && cd %t.dir
// RUN: for how in --kill=process --kill=thread --errno=1 --errno=38 --notify=refuse; do \
// RUN:   %python %S/Inputs/without-mseal.py $how %ld-seal --seal-report=%t.report %t || exit 1; head -n1 %t.report; done > %t.out
// RUN: FileCheck %s < %t.out
// CHECK: text: open, children: 0, dumpable: 1, cores: 0
// CHECK-NEXT: (a seccomp filter kills for mseal)
// CHECK: text: open, children: 0, dumpable: 1, cores: 0
// CHECK-NEXT: (a seccomp filter kills for mseal)
// CHECK: text: open, children: 0, dumpable: 1, cores: 0
// CHECK-NEXT: (a seccomp filter forbids mseal)
// CHECK: text: open, children: 0, dumpable: 1, cores: 0
// CHECK-NEXT: (a seccomp filter forbids mseal)
// CHECK: text: open, children: 0, dumpable: 1, cores: 0
// CHECK-NEXT: (a seccomp filter forbids mseal)
//
// RUN: %python %S/Inputs/without-mseal.py --notify=go-on %ld-seal %t | FileCheck %s --check-prefix=SEALED
// RUN: %python %S/Inputs/without-mseal.py --query %ld-seal %t | FileCheck %s --check-prefix=SEALED
// SEALED: text: sealed, children: 0, dumpable: 1, cores: 0
//
// RUN: for how in --kill=process --kill=thread --errno=38; do \
// RUN:   %exits 127 %python %S/Inputs/without-mseal.py $how %ld-seal --require-seal %t 2>&1; done | FileCheck %s --check-prefix=REQUIRE
// REQUIRE: cannot be sealed, and the policy requires it: a seccomp filter kills for mseal
// REQUIRE: cannot be sealed, and the policy requires it: a seccomp filter kills for mseal
// REQUIRE: cannot be sealed, and the policy requires it: a seccomp filter forbids mseal
// REQUIRE-NOT: text
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>

static int is_sealed(void) {
  FILE* file = fopen("/proc/self/smaps", "r");
  char line[4096];
  int mine = 0, sealed = 0;
  unsigned long start, end;
  while (fgets(line, sizeof line, file)) {
    if (sscanf(line, "%lx-%lx ", &start, &end) == 2)
      mine = start <= (unsigned long)is_sealed && (unsigned long)is_sealed < end;
    else if (mine && !strncmp(line, "VmFlags:", 8))
      sealed = strstr(line, " sl") != NULL;
  }
  fclose(file);
  return sealed;
}
int main(void) {
  int cores = 0;
  DIR* here = opendir(".");
  for (struct dirent* entry; (entry = readdir(here));)
    cores += strstr(entry->d_name, "core") != NULL;
  printf("text: %s, children: %d, dumpable: %d, cores: %d\n", is_sealed() ? "sealed" : "open",
         waitpid(-1, NULL, WNOHANG | __WALL) >= 0, prctl(PR_GET_DUMPABLE), cores);
  return 0;
}
