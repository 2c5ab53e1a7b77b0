// Between segments that are far apart the address space is taken and sealed too (PROT_NONE), so that nothing can
// be mapped into an object's middle.
// REQUIRES: mseal
// RUN: %dso -DLIBRARY -Wl,-z,max-page-size=0x200000,-z,separate-code %s -o %t.so
// RUN: %prog %s %t.so -o %t
// RUN: %prog -Wl,-z,max-page-size=0x200000,-z,separate-code %s %t.so -o %t.far
// RUN: %prog -Wl,-z,max-page-size=0x200000,-z,separate-code -Wl,--dynamic-linker=%ld-seal %s %t.so -o %t.interp
// RUN: %ld-seal %t | FileCheck %s --check-prefix=LIBRARY
// RUN: %ld-seal %t.far | FileCheck %s --check-prefixes=LIBRARY,PROGRAM
// RUN: env LD_SEAL=all %t.interp | FileCheck %s --check-prefixes=LIBRARY,PROGRAM
// LIBRARY: hole in the library=---p sealed
// LIBRARY: MAP_FIXED=-1
// PROGRAM: hole in the program=---p sealed
// PROGRAM: MAP_FIXED=-1
#include "Inputs/smaps.h"

extern const char __ehdr_start[] __attribute__((visibility("hidden")));
#ifdef LIBRARY
const char* start_of_library(void) { return __ehdr_start; }
#else
const char* start_of_library(void);
static void look(const char* name, const char* hole) {
  show_mapping(name, hole);
  show_int("MAP_FIXED", syscall6(SYS_mmap, (i64)hole, 4096, 3, 0x32, -1, 0));
}
int main(int argc, char** argv, char** envp) {
  look("hole in the library", start_of_library() + 0x100000);
  look("hole in the program", __ehdr_start + 0x100000);
  return 0;
}
#endif
