// The policy word "no-dlopen" (bit 1): what is opened later stays unsealed, so that dlclose can unmap it.
// REQUIRES: mseal
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %cc -I%inputs -I%source/include %s -DLIBRARY_PATH='"%t.so"' -Wl,--dynamic-linker=%ld-seal -o %t
// RUN: %t | FileCheck %s
// CHECK: program=r-xp sealed
// CHECK: library=r-xp open
// CHECK: library after dlclose=unmapped
#include "Inputs/mark.h"
#include "Inputs/smaps.h"

#ifdef LIBRARY
void text(void) {}
#else
#include <dlfcn.h>
MARK(1, 2)
int main(void) {
  show_mapping("program", main);
  void* library = dlopen(LIBRARY_PATH, RTLD_NOW);
  if (!library) {
    put(dlerror());
    return 1;
  }
  void* text = dlsym(library, "text");
  show_mapping("library", text);
  dlclose(library);
  show_mapping("library after dlclose", text);
  return 0;
}
#endif
