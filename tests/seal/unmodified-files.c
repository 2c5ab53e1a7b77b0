// MADV_DONTNEED works on sealed mappings of files, and brings back what the file says. So below a sealed mapping that cannot
// be written to every page is the file's own, and what was changed is anonymous: text relocations, RELRO, the chain's jump.
// REQUIRES: mseal, musl-gcc, ld.lld
// RUN: split-file %s %t && cd %t
// RUN: %cc -shared -fPIC -Wl,-z,now library.c -o library.so && musl-gcc -shared -fPIC library.c -o musl.so
// RUN: %cc -ffreestanding -fno-pic -mcmodel=large -nostdlib -shared -fuse-ld=lld -Wl,-z,notext library.c -o text.so
// RUN: %cc -DTEXT='"%t/text.so"' -DLIBRARY='"%t/library.so"' -I%source/tests/seal/Inputs -I%inputs program.c -o program
// RUN: %cc -DTEXT='"%t/text.so"' -DLIBRARY='"%t/library.so"' -I%source/tests/seal/Inputs -I%inputs -Wl,--dynamic-linker=%ld-seal program.c ./text.so -o interp
// RUN: musl-gcc -DTEXT='"%t/text.so"' -DLIBRARY='"%t/musl.so"' -I%source/tests/seal/Inputs -I%inputs program.c -o musl
// RUN: %ld-seal ./program | FileCheck program.c
// RUN: %ld-seal --host=chain ./program | FileCheck program.c
// RUN: env LD_SEAL=all ./interp | FileCheck program.c
// RUN: env LD_SEAL=all LD_SEAL_HOST=chain ./interp | FileCheck program.c
// RUN: %ld-seal ./musl | FileCheck program.c
//--- library.c
int variable = 7;
int value(void) { return variable; }
//--- program.c
// CHECK-NOT: changed
// CHECK: value=7
// CHECK-NEXT: text=r-xp sealed
// CHECK-NOT: changed
#include "smaps.h"
#include <dlfcn.h>
static void look(const struct mapping* m, void* unused) {
  (void)unused;
  if (m->sealed && m->inode && m->protection[1] != 'w' && m->anonymous)
    put("changed: "), put(m->protection), put(" "), put(m->name), put("\n");
}
int main(void) {
  for_each_mapping(look, 0);
  void* text = dlopen(TEXT, RTLD_NOW);
  void* library = dlopen(LIBRARY, RTLD_NOW); // its constructors wait until both are sealed
  if (!library || !text)
    return put(dlerror()), 1;
  for_each_mapping(look, 0);
  show_int("value", ((int (*)(void))dlsym(text, "value"))());
  show_mapping("text", dlsym(text, "value"));
  return 0;
}
