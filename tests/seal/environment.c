// LD_SEAL=all|marked|none in the environment and --seal= by hand say what is sealed. The option counts before the
// environment; a program's mark is followed where nobody asks for anything else.
// REQUIRES: mseal
// RUN: %prog -Wl,--dynamic-linker=%ld-seal %s -o %t.plain
// RUN: %prog -Wl,--dynamic-linker=%ld-seal -DPOLICY=0 %s -o %t.marked
// RUN: env LD_SEAL=all    %t.plain  | FileCheck %s --check-prefix=SEALED
// RUN: env LD_SEAL=marked %t.plain  | FileCheck %s --check-prefix=OPEN
// RUN: env LD_SEAL=none   %t.plain  | FileCheck %s --check-prefix=OPEN
// RUN: env LD_SEAL=marked %t.marked | FileCheck %s --check-prefix=SEALED
// RUN: env LD_SEAL=none   %t.marked | FileCheck %s --check-prefix=OPEN
// RUN: %ld-seal --seal=all    %t.plain  | FileCheck %s --check-prefix=SEALED
// RUN: %ld-seal --seal=marked %t.plain  | FileCheck %s --check-prefix=OPEN
// RUN: %ld-seal --seal=marked %t.marked | FileCheck %s --check-prefix=SEALED
// RUN: %ld-seal --seal=none   %t.marked | FileCheck %s --check-prefix=OPEN
// RUN: env LD_SEAL=none %ld-seal %t.plain | FileCheck %s --check-prefix=OPEN
// RUN: env LD_SEAL=none %ld-seal --seal=all %t.plain | FileCheck %s --check-prefix=SEALED
// OPEN: text=r-xp open
// SEALED: text=r-xp sealed
#include "Inputs/mark.h"
#include "Inputs/smaps.h"

#ifdef POLICY
MARK(1, POLICY)
#endif

int main(int argc, char** argv, char** envp) {
  show_mapping("text", main);
  return 0;
}
