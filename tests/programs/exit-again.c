// A destructor that calls exit ends the process with the status that it gives; the other destructors do not run, and
// none runs twice. quick_exit and _exit run none.
// RUN: %cc -shared -fPIC -DNAME='"library"' %s -o %t.so
// RUN: %cc -DNAME='"program"' -DMAIN %s -Wl,--no-as-needed %t.so -o %t
// RUN: %both --status=3 %t exit | FileCheck %s
// RUN: %both --status=4 %t quick | FileCheck %s --check-prefix=QUICK --allow-empty
// CHECK: program destructs
// CHECK-NOT: destructs
// QUICK-NOT: destructs
#include <stdlib.h>
#include <unistd.h>

__attribute__((destructor)) static void destruct(void) {
  (void)!write(1, NAME " destructs\n", sizeof NAME " destructs");
  exit(3);
}
#ifdef MAIN
int main(int argc, char** argv) {
  if (argc > 1 && argv[1][0] == 'q')
    quick_exit(4);
  return 0;
}
#endif
