// The policy word "marked-only" (bit 0): only objects that carry a mark themselves are sealed.
// REQUIRES: mseal
// RUN: %dso -DNAME=marked -DPOLICY=0 %s -o %t.marked.so
// RUN: %dso -DNAME=plain %s -o %t.plain.so
// RUN: %prog -Wl,--dynamic-linker=%ld-seal -DPOLICY=1 %s %t.marked.so %t.plain.so -o %t
// RUN: %t | FileCheck %s
// CHECK: program=r-xp sealed
// CHECK: marked=r-xp sealed
// CHECK: plain=r-xp open
#include "Inputs/mark.h"
#include "Inputs/smaps.h"

#ifdef POLICY
MARK(1, POLICY)
#endif

#ifdef NAME
int NAME(void) { return 0; }
#else
int marked(void), plain(void);
int main(int argc, char** argv, char** envp) {
  show_mapping("program", main);
  show_mapping("marked", marked);
  show_mapping("plain", plain);
  return 0;
}
#endif
