// RELRO as lld lays it out: a segment of its own, and a size rounded up to the page in which that segment ends. The
// same with so many pointers that the segment is not read in whole.
// REQUIRES: mseal, ld.lld
// RUN: %dso -DLIBRARY -fuse-ld=lld -Wl,-z,now %s -o %t.so
// RUN: %prog -fuse-ld=lld -Wl,-z,now %s %t.so -o %t
// RUN: %prog -fuse-ld=lld -Wl,-z,now -Wl,--dynamic-linker=%ld-seal %s %t.so -o %t.interp
// RUN: %ld-seal %t | FileCheck %s
// RUN: env LD_SEAL=all %t.interp | FileCheck %s
// RUN: %dso -DLIBRARY -DMORE=20000 -fuse-ld=lld -Wl,-z,now %s -o %t.so
// RUN: %ld-seal %t | FileCheck %s
// CHECK: library=r--p sealed
// CHECK-NEXT: MADV_DONTNEED=-1
// CHECK-NEXT: last=r--p sealed
// CHECK-NEXT: program=r--p sealed
// CHECK-NEXT: MADV_DONTNEED=-1
// CHECK-NEXT: data=rw-p open
#include "Inputs/smaps.h"

extern const char* const first_of_library;
extern const char* const* const last_of_library;
#ifdef LIBRARY
#ifndef MORE
#define MORE 1
#endif
static const char* const many[MORE] = {[0 ... MORE - 1] = "x"};
const char* const first_of_library = "x";
const char* const* const last_of_library = &many[MORE - 1];
#else
static int data = 1;
__attribute__((section(".data.rel.ro"))) static const char* const of_program = "x";

static void test(const char* name, const void* relro) {
  show_mapping(name, relro);
  show_int("MADV_DONTNEED", syscall3(SYS_madvise, (i64)relro & -4096, 4096, 4));
}

int main(int argc, char** argv, char** envp) {
  const char* const* library;
  const char* const* const* last;
  __asm__("mov first_of_library@GOTPCREL(%%rip), %0" : "=r"(library));
  __asm__("mov last_of_library@GOTPCREL(%%rip), %0" : "=r"(last));
  test("library", library);
  show_mapping("last", *last);
  const char* const* program = &of_program;
  __asm__("" : "+r"(program));
  test("program", program);
  show_mapping("data", &data);
  return data - 1;
}
#endif
