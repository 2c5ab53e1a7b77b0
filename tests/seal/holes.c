// Between segments that are far apart the address space is taken and sealed too (PROT_NONE), so that nothing can
// be mapped into an object's middle.
// REQUIRES: mseal
// RUN: %dso -DLIBRARY -Wl,-z,max-page-size=0x200000,-z,separate-code %s -o %t.so
// RUN: %prog %s %t.so -o %t
// RUN: %ld-seal %t | FileCheck %s
// CHECK: hole=---p sealed
// CHECK: MAP_FIXED=-1
#include "Inputs/smaps.h"

#ifdef LIBRARY
extern const char __ehdr_start[] __attribute__((visibility("hidden")));
const char* start_of_library(void) { return __ehdr_start; }
#else
const char* start_of_library(void);
int main(int argc, char** argv, char** envp) {
  const char* hole = start_of_library() + 0x100000;
  show_mapping("hole", hole);
  show_int("MAP_FIXED", syscall6(SYS_mmap, (i64)hole, 4096, 3, 0x32, -1, 0));
  return 0;
}
#endif
