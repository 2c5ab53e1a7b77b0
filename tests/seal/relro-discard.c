// MADV_DONTNEED on sealed RELRO fails. It would not if RELRO were a private mapping of the file: there the kernel
// allows it, sealed or not, and the relocated pages would fall back to the file's bytes. So the loader puts RELRO
// on anonymous memory. The same for the program itself, whose pages the kernel mapped.
// REQUIRES: mseal
// RUN: %dso -DLIBRARY -Wl,-z,now %s -o %t.so
// RUN: %prog -Wl,-z,now %s %t.so -o %t
// RUN: %prog -Wl,-z,now -Wl,--dynamic-linker=%ld-seal %s %t.so -o %t.interp
// RUN: %exec -Wl,-z,now -Wl,--dynamic-linker=%ld-seal %s %t.so -o %t.exec
// RUN: %ld-seal %t | FileCheck %s
// RUN: env LD_SEAL=all %t.interp | FileCheck %s
// RUN: env LD_SEAL=all %t.exec | FileCheck %s
// CHECK: library=r--p sealed
// CHECK-NEXT: file=none
// CHECK-NEXT: MADV_DONTNEED=-1
// CHECK-NEXT: MADV_FREE=-1
// CHECK-NEXT: kept=1
// CHECK-NEXT: program=r--p sealed
// CHECK-NEXT: file=none
// CHECK-NEXT: MADV_DONTNEED=-1
// CHECK-NEXT: MADV_FREE=-1
// CHECK-NEXT: kept=1
#include "Inputs/smaps.h"

typedef const char* const words[700]; // a whole page of it is inside RELRO, wherever it begins
extern words of_library;
#ifdef LIBRARY
words of_library = {[0 ... 699] = "x"};
#else
__attribute__((section(".data.rel.ro"))) static words of_program = {[0 ... 699] = "x"};

static void test(const char* name, const char* const* relro) {
  i64 page = ((i64)relro & -4096);
  show_mapping(name, relro);
  show("file", mapping_of(relro).inode ? "mapped" : "none");
  show_int("MADV_DONTNEED", syscall3(SYS_madvise, page, 4096, 4));
  show_int("MADV_FREE", syscall3(SYS_madvise, page, 4096, 8));
  show_int("kept", *(const char* const volatile*)relro == relro[1] && relro[0][0] == 'x');
}

int main(int argc, char** argv, char** envp) {
  const char* const* library;
  __asm__("mov of_library@GOTPCREL(%%rip), %0" : "=r"(library));
  test("library", library);
  const char* const* program = of_program;
  __asm__("" : "+r"(program));
  test("program", program);
  return 0;
}
#endif
