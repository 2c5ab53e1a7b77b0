// A list runs nothing of the file, whatever loader the file names: this one asks for musl's libc, and names itself. ldd's way of
// asking does neither.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: %dso -DLIBRARY %s -Wl,-soname,libc.musl-x86_64.so.1 -o %t/libc.so
// RUN: %dso -DPATH='"%t/program"' %s -Wl,-e,_start,--no-as-needed %t/libc.so -o %t/program
// RUN: llvm-readelf -l %t/program | FileCheck %s --check-prefix=INTERPRETER
// RUN: %exits 127 %ld-seal --list %t/program 2>&1 | FileCheck %s
// RUN: %exits 127 %ld-seal --list=tree %t/program 2>&1 | FileCheck %s
// RUN: env LD_TRACE_LOADED_OBJECTS=1 %ld-seal %t/program 2>&1 | FileCheck %s
// INTERPRETER: [Requesting program interpreter: {{.*}}/program]
// CHECK-NOT: code of the file runs
// CHECK: libc.musl-x86_64.so.1{{.*}}not found
// CHECK-NOT: code of the file runs
#include "nolibc.h"
#ifdef LIBRARY
int variable;
#else
__attribute__((used, section(".interp"))) static const char interpreter[] = PATH;
__attribute__((used)) void _start(void) {
  put("code of the file runs\n");
  exit_with(0);
}
#endif
