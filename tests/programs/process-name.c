// A process has the name of its program, also when the loader is run by hand: so ps, pgrep and elfseal find it.
// REQUIRES: mseal
// RUN: %cc %s -o %t
// RUN: %ld-seal %t | FileCheck %s
// RUN: %ld-seal --argv0 other %t | FileCheck %s
// RUN: %ld-seal %t wait > %t.pid & pid=$!; while ! grep -q . %t.pid; do sleep 0.05; done; \
// RUN:   %elfseal --process process-name.c. > %t.out; kill $pid; grep "r-xp sealed text .*/process-name.c.tmp" %t.out
// CHECK: process-name.c.
#include <stdio.h>
#include <unistd.h>

int main(int argc, char** argv) {
  char name[32] = {0};
  FILE* file = fopen("/proc/self/comm", "r");
  (void)argv;
  if (!file || !fgets(name, sizeof name, file))
    return 1;
  if (argc == 1)
    return printf("%s", name) < 0;
  printf("%d\n", (int)getpid());
  fflush(stdout);
  for (;;)
    pause();
}
