// Where a non-PIC program's PLT entry is the address of a library's function, it is so in the library's data too, even if
// the function is protected there: only what another object really defines is kept out. Both loaders warn.
// RUN: %dso -DLIBRARY -DVISIBILITY='"default"' %s -o %t.so
// RUN: %exec -fno-plt -mcmodel=small %s %t.so -o %t
// RUN: %dso -DLIBRARY -DVISIBILITY='"protected"' %s -o %t.so
// RUN: %t 2>&1 | FileCheck %s
// RUN: %ld-seal %t 2>&1 | FileCheck %s
// CHECK-DAG: direct reference to protected function
// CHECK-DAG: same=1
// CHECK-DAG: call=42
#include "nolibc.h"

void* const* library_address(void);
#ifdef LIBRARY
__attribute__((visibility(VISIBILITY))) int answer(void) { return 42; }
__asm__(".data\naddress: .quad answer\n.text"); // no GOT: the linker leaves it to the loader
extern void* const address __attribute__((visibility("hidden")));
void* const* library_address(void) { return &address; }
#else
int answer(void);
int main(int argc, char** argv, char** envp) {
  void* address;
  __asm__("mov $answer, %0" : "=r"(address));
  show_int("same", address == *library_address());
  show_int("call", ((int (*)(void))address)());
  return 0;
}
#endif
