// Where the words of the policy come from: the mark, --policy and LD_SEAL_POLICY. The environment may add what raises
// protection always, and what lowers it not against a mark that says `require`.
// REQUIRES: mseal
// RUN: %prog -Wl,--dynamic-linker=%ld-seal %s -o %t
// RUN: %prog -Wl,--dynamic-linker=%ld-seal -DPOLICY=0x4 %s -o %t.data
// RUN: %prog -Wl,--dynamic-linker=%ld-seal -DPOLICY=0x40 %s -o %t.require
// RUN: %t.data | FileCheck %s --check-prefixes=DATA,SYSTEM
// RUN: %ld-seal --policy=no-system,data %t | FileCheck %s --check-prefixes=DATA,NOSYSTEM
// RUN: env LD_SEAL_POLICY=data %t.require | FileCheck %s --check-prefixes=DATA,SYSTEM
// RUN: env LD_SEAL_POLICY=no-system %t.require | FileCheck %s --check-prefixes=NODATA,SYSTEM
// RUN: env LD_SEAL_POLICY=no-system %t.data | FileCheck %s --check-prefixes=DATA,NOSYSTEM
// RUN: env LD_SEAL_POLICY=data %t | FileCheck %s --check-prefix=OFF
// RUN: %exits 127 %ld-seal --policy=data,bread %t 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: env LD_SEAL_POLICY=bread %exits 127 %t 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// DATA: data=rw-p sealed
// NODATA: data=rw-p open
// OFF: text=r-xp open
// SYSTEM: [vdso]=sealed
// NOSYSTEM: [vdso]=open
// UNKNOWN: ld-seal: unknown policy word: {{.*}}bread (use marked-only, {{.*}})
// UNKNOWN-NOT: {{.}}
#include "Inputs/mark.h"
#include "Inputs/smaps.h"

#ifdef POLICY
MARK(1, POLICY)
#endif

static int data[4096] = {1};
static void show_vdso(const struct mapping* m, void* unused) {
  if (m->name[0] == '[' && m->name[1] == 'v' && m->name[2] == 'd')
    show(m->name, m->sealed ? "sealed" : "open");
}
int main(int argc, char** argv, char** envp) {
  show_mapping("text", main);
  show_mapping("data", &data[2048]);
  for_each_mapping(show_vdso, 0);
  return 0;
}
