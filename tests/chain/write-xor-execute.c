// The chain under rules against code that is written at run time (PR_SET_MDWE, systemd's MemoryDenyWriteExecute): the page of
// the interpreter that calls this loader is never writable, so programs start, and are sealed, as without such rules.
// REQUIRES: mseal, musl-gcc
// RUN: split-file %s %t && cd %t
// RUN: %cc -shared -fPIC library.c -o glibc.so && %cc -DPATH='"%t/glibc.so"' -I%source/tests/seal/Inputs -I%inputs program.c -o glibc
// RUN: musl-gcc -shared -fPIC library.c -o musl.so && musl-gcc -DPATH='"%t/musl.so"' -I%source/tests/seal/Inputs -I%inputs program.c -o musl
// RUN: musl-gcc -DPATH='"%t/musl.so"' -I%source/tests/seal/Inputs -I%inputs -Wl,--dynamic-linker=%ld-seal program.c -o interp
// RUN: for rules in mdwe protect map protect,map; do for program in glibc musl; do \
// RUN:   %python %inputs/restricted.py $rules ./$program && \
// RUN:   %python %inputs/restricted.py $rules %ld-seal --host=chain --seal=none ./$program && \
// RUN:   %python %inputs/restricted.py $rules %ld-seal --host=chain --require-seal ./$program || exit 1; done; \
// RUN:   env LD_SEAL=all %python %inputs/restricted.py $rules ./interp || exit 1; done > output 2>&1
// RUN: sort output | uniq -c | FileCheck program.c
//--- library.c
void in_library(void) {}
//--- program.c
// CHECK: 16 library=r-xp open
// CHECK-NEXT: 12 library=r-xp sealed
// CHECK-NEXT: 16 program=r-xp open
// CHECK-NEXT: 12 program=r-xp sealed
// CHECK-NOT: {{.}}
#include "smaps.h"
#include <dlfcn.h>
int main(void) {
  void* library = dlopen(PATH, RTLD_NOW);
  show_mapping("program", main);
  show_mapping("library", dlsym(library, "in_library"));
  return 0;
}
