// Libraries that no dlclose unloads, where nothing is sealed: linked with -z nodelete, found to define a name that is
// unique in the process, needed by one that stays. One that was only opened twice goes with the second.
// RUN: %cc -shared -fPIC -DLIBRARY %s -Wl,-z,nodelete -o %t.nodelete.so
// RUN: %cc -shared -fPIC -DLIBRARY -DUNIQUE %s -o %t.unique.so
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.needed.so
// RUN: %cc -shared -fPIC -DLIBRARY %s -Wl,--no-as-needed,-z,nodelete %t.needed.so -o %t.needs.so
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.twice.so
// RUN: %cc -DPATH='"%t"' %s -o %t
// RUN: %both --env LD_SEAL=none %t | FileCheck %s
// CHECK: nodelete: stays
// CHECK-NEXT: unique: stays
// CHECK-NEXT: needs: stays
// CHECK-NEXT: needed: stays
// CHECK-NEXT: twice, once: stays
// CHECK-NEXT: twice, twice: goes
#include <dlfcn.h>
#include <stdio.h>

#ifdef LIBRARY
int variable;
#ifdef UNIQUE
__asm__(".data\n.globl only\n.type only, @gnu_unique_object\n.size only, 4\nonly: .long 1\n.text\n");
extern int only;
int* use(void) { return &only; }
#endif
#else
static void show(const char* title, const char* path, int closes, int opens) {
  void* library = 0;
  for (int i = 0; i < opens; i++)
    library = dlopen(path, RTLD_NOW);
  for (int i = 0; i < closes; i++)
    dlclose(library);
  void* still = dlopen(path, RTLD_NOW | RTLD_NOLOAD);
  printf("%s: %s\n", title, still ? "stays" : "goes");
  if (still)
    dlclose(still);
}
int main(void) {
  show("nodelete", PATH ".nodelete.so", 1, 1);
  show("unique", PATH ".unique.so", 1, 1);
  show("needs", PATH ".needs.so", 1, 1);
  show("needed", PATH ".needed.so", 0, 0);
  show("twice, once", PATH ".twice.so", 1, 2);
  dlclose(dlopen(PATH ".twice.so", RTLD_NOW | RTLD_NOLOAD));
  show("twice, twice", PATH ".twice.so", 2, 1);
  return 0;
}
#endif
