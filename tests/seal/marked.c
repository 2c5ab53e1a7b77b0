// As a program's interpreter the loader follows the program's mark: with one everything is sealed, without one
// nothing. By hand it seals everything: whoever runs it asks for it.
// REQUIRES: mseal
// RUN: %prog -Wl,--dynamic-linker=%ld-seal %s -o %t.plain
// RUN: %prog -Wl,--dynamic-linker=%ld-seal -DMARKED %s -o %t.marked
// RUN: %t.plain | FileCheck %s --check-prefix=OPEN
// RUN: %t.marked | FileCheck %s --check-prefix=SEALED
// RUN: %ld-seal %t.plain | FileCheck %s --check-prefix=SEALED
// OPEN: text=r-xp open
// OPEN: loader and system mappings sealed=0
// SEALED: text=r-xp sealed
// SEALED: loader and system mappings sealed=1
#include "Inputs/mark.h"
#include "Inputs/smaps.h"

#ifdef MARKED
MARK(1, 0)
#endif

static void others(const struct mapping* m, void* sealed) {
  if (equal(m->name, "[vdso]") || contains(m->name, "/ld-seal-x86-64.so.1"))
    if (m->protection[1] != 'w')
      *(int*)sealed &= m->sealed;
}

int main(int argc, char** argv, char** envp) {
  int sealed = 1;
  for_each_mapping(others, &sealed);
  show_mapping("text", main);
  show_int("loader and system mappings sealed", sealed);
  return 0;
}
