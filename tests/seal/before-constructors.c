// What sealing means: when the first constructor runs, no mapping that must never change can change any more.
// The library's constructor asks the kernel (VmFlags in smaps). Sealed are the program, the library, the loader,
// vdso and vvar, and what lies between: text, read-only data, and data that was writable during relocation only
// (RELRO), which lies on anonymous memory. [vsyscall] is outside the address space that can be sealed.
// REQUIRES: mseal
// RUN: %dso -DLIBRARY -Wl,-z,now %s -o %t.so
// RUN: %prog -Wl,-z,now %s %t.so -o %t
// RUN: %ld-seal %t > %t.out
// RUN: FileCheck %s < %t.out
// RUN: FileCheck %s --check-prefix=NONE < %t.out
//
// The same where the kernel mapped the program, as one that can lie anywhere and as one with a fixed address:
// RUN: rm -rf %t.interp && mkdir %t.interp
// RUN: %prog -Wl,-z,now -Wl,--dynamic-linker=%ld-seal %s %t.so -o %t.interp/before-constructors.c.tmp
// RUN: env LD_SEAL=all %t.interp/before-constructors.c.tmp > %t.out
// RUN: FileCheck %s < %t.out
// RUN: FileCheck %s --check-prefix=NONE < %t.out
// RUN: %exec -Wl,-z,now -Wl,--dynamic-linker=%ld-seal %s %t.so -o %t.interp/before-constructors.c.tmp
// RUN: env LD_SEAL=all %t.interp/before-constructors.c.tmp > %t.out
// RUN: FileCheck %s < %t.out
// RUN: FileCheck %s --check-prefix=NONE < %t.out
// CHECK-DAG: r-xp sealed before-constructors.c.tmp{{$}}
// CHECK-DAG: r--p sealed before-constructors.c.tmp{{$}}
// CHECK-DAG: r-xp sealed before-constructors.c.tmp.so
// CHECK-DAG: r--p sealed before-constructors.c.tmp.so
// CHECK-DAG: r-xp sealed ld-seal-x86-64.so.1
// CHECK-DAG: r--p sealed ld-seal-x86-64.so.1
// CHECK-DAG: r--p sealed anonymous
// CHECK-DAG: r--p open *loader state*
// CHECK-DAG: r-xp sealed [vdso]
// CHECK-DAG: r--p sealed [vvar{{.*}}]
// CHECK: constructor ends
// CHECK: main
// NONE-NOT: {{^r--p open [^*]|^r-xp open|^---p open}}
// NONE-NOT: {{^}}rwx
#include "Inputs/smaps.h"

#ifdef LIBRARY
const char* const relro[] = {"a pointer that is relocated"};
CONSTRUCTOR static void look(void) {
  print_mappings();
  put("constructor ends\n");
}
#else
extern const char* const relro[];
int main(int argc, char** argv, char** envp) {
  put("main\n");
  return relro[0] == 0;
}
#endif
