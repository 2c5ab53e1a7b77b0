// Under rules against code that is written at run time (PR_SET_MDWE, systemd's MemoryDenyWriteExecute) programs start, are
// sealed and open libraries as ever. What glibc's loader cannot do then, text relocations and an executable stack, this loader
// cannot do either.
// REQUIRES: mseal, ld.lld
// RUN: split-file %s %t && cd %t
// RUN: %cc -shared -fPIC library.c -o library.so && %cc -shared -fPIC -Wl,-z,execstack library.c -o stack.so
// RUN: %cc -ffreestanding -fno-pic -mcmodel=large -nostdlib -shared -fuse-ld=lld -Wl,-z,notext -DTEXT library.c -o text.so
// RUN: %cc -DPATH='"%t/library.so"' -Wl,--no-as-needed program.c ./library.so -o program && %cc -DPATH='"%t/library.so"' program.c -o opens
// RUN: %cc -DPATH='"%t/stack.so"' -Wl,--no-as-needed program.c ./stack.so -o stack && %cc -DPATH='"%t/text.so"' -Wl,--no-as-needed program.c ./text.so -o text
// RUN: for rules in mdwe protect protect,map; do \
// RUN:   %python %inputs/restricted.py $rules %both --env LD_SEAL=all --env LD_SEAL_REQUIRE=1 ./program && \
// RUN:   %python %inputs/restricted.py $rules %both --env LD_SEAL=all --env LD_SEAL_REQUIRE=1 ./opens && \
// RUN:   %python %inputs/restricted.py $rules %both --only-status --status=127 ./stack && \
// RUN:   %python %inputs/restricted.py $rules %both --only-status --status=127 ./text || exit 1; done 2> errors | FileCheck program.c
//--- library.c
int variable = 6;
#ifdef TEXT
int value(void) { return variable; }
#else
static int chosen(void) { return variable + 1; }
__attribute__((used)) static int (*choose(void))(void) { return chosen; }
int value(void) __attribute__((ifunc("choose")));
#endif
//--- program.c
// CHECK-COUNT-6: value: 7
// CHECK-NOT: {{.}}
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
  void* library = dlopen(PATH, RTLD_NOW);
  printf("value: %d\n", library ? ((int (*)(void))dlsym(library, "value"))() : 0);
  return 0;
}
