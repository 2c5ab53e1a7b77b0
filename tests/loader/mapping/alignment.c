// Segments aligned to 4 KiB, 64 KiB and 2 MiB, in libraries and programs: the bias honours p_align.
// RUN: %dso -DLIBRARY -Wl,-z,max-page-size=0x1000 %s -o %t.4k.so
// RUN: %dso -DLIBRARY -Wl,-z,max-page-size=0x10000 %s -o %t.64k.so
// RUN: %dso -DLIBRARY -Wl,-z,max-page-size=0x200000 %s -o %t.2m.so
// RUN: %prog -DALIGN=0x1000 -Wl,-z,max-page-size=0x1000 %s %t.4k.so -o %t.4k
// RUN: %prog -DALIGN=0x10000 -Wl,-z,max-page-size=0x10000 %s %t.64k.so -o %t.64k
// RUN: %prog -DALIGN=0x200000 -Wl,-z,max-page-size=0x200000 %s %t.2m.so -o %t.2m
// RUN: %both %t.4k | FileCheck %s
// RUN: %both %t.64k | FileCheck %s
// RUN: %both %t.2m | FileCheck %s
// CHECK: library misaligned=0
// CHECK: program misaligned=0
// CHECK: data=7
#include "nolibc.h"

extern const char __ehdr_start[] __attribute__((visibility("hidden")));
const char* library_start(void);
extern int variable;
#ifdef LIBRARY
int variable = 7;
const char* library_start(void) { return __ehdr_start; }
#else
int main(int argc, char** argv, char** envp) {
  show_int("library misaligned", (u64)library_start() % ALIGN);
  show_int("program misaligned", (u64)__ehdr_start % ALIGN);
  show_int("data", variable);
  return 0;
}
#endif
