// GNU_PROPERTY_X86_ISA_1_NEEDED: a program or a library that needs more of the processor than there is does not run, in
// glibc's words. 0x8000 is a level that no processor has, 1 the one that each has.
// RUN: %cc -shared -fPIC -DLIBRARY -DLEVELS=0x8000 %s -o %t.so
// RUN: %cc -shared -fPIC -DLIBRARY -DLEVELS=1 %s -o %t.plain.so
// RUN: llvm-readelf -n %t.so | FileCheck %s --check-prefix=NOTE
// NOTE: x86 ISA needed:
//
// RUN: %cc -DLEVELS=1 %s -o %t
// RUN: %both %t %t.so %t.plain.so | FileCheck %s
// CHECK: {{.*}}isa-level.c.tmp.so: CPU ISA level is lower than required
// CHECK: value=7
//
// RUN: %cc -DLEVELS=0x8001 %s -o %t.high
// RUN: %cc -DLEVELS=1 -Wl,--no-as-needed %s %t.so -o %t.user
// RUN: %exits 127 %t.high 2>&1 | FileCheck %s --check-prefix=PROGRAM
// RUN: %exits 127 %ld-seal %t.high 2>&1 | FileCheck %s --check-prefix=PROGRAM
// RUN: %exits 127 %t.user 2>&1 | FileCheck %s --check-prefix=LIBRARY
// RUN: %exits 127 %ld-seal %t.user 2>&1 | FileCheck %s --check-prefix=LIBRARY
// RUN: %ld-seal --list %t.high | FileCheck %s --check-prefix=LIST
// PROGRAM: {{.*}}isa-level.c.tmp.high: CPU ISA level is lower than required
// LIBRARY: {{.*}}isa-level.c.tmp.so: CPU ISA level is lower than required
// LIST: libc.so.6
#include <dlfcn.h>
#include <stdio.h>

#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)
__asm__(".pushsection .note.gnu.property,\"a\",@note\n"
        ".balign 8\n"
        ".long 4, 16, 5\n"
        ".asciz \"GNU\"\n"
        ".long 0xc0008002, 4, " TEXT(LEVELS) ", 0\n"
        ".popsection\n");

#ifdef LIBRARY
int value(void) { return 7; }
#else
int main(int argc, char** argv) {
  for (int i = 1; i < argc; i++) {
    void* handle = dlopen(argv[i], RTLD_NOW);
    if (handle)
      printf("value=%d\n", ((int (*)(void))dlsym(handle, "value"))());
    else
      printf("%s\n", dlerror());
  }
  return 0;
}
#endif
