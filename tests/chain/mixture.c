// A musl program that is led to a library for glibc: one line says which, where, and what to do; musl itself would go on to
// glibc's libc and list the symbols that this misses.
// REQUIRES: musl-gcc
// RUN: rm -rf %t && mkdir -p %t/glibc %t/musl
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t/glibc/liblibrary.so
// RUN: musl-gcc -shared -fPIC -DLIBRARY %s -o %t/musl/liblibrary.so
// RUN: musl-gcc %s -L%t/musl -llibrary -o %t/program
// RUN: %exits 127 env LD_LIBRARY_PATH=%t/glibc %ld-seal %t/program 2>&1 | FileCheck %s
// RUN: %exits 127 %ld-seal --library-path=%t/glibc %t/program 2>&1 | FileCheck %s
// RUN: env LD_LIBRARY_PATH=%t/musl %ld-seal %t/program | FileCheck %s --check-prefix=FINE
// CHECK: program: error while loading shared libraries: {{.*}}/glibc/liblibrary.so: is built for glibc, and the program for musl: it needs libc.so.6{{$}}
// CHECK-NEXT: ld-seal: needed by {{.*}}/program; give the program libraries that are built for musl{{$}}
// CHECK-NOT: {{.}}
// FINE: 42
#include <stdio.h>
#include <stdlib.h>
int answer(void);
#ifdef LIBRARY
int answer(void) { return getenv("PATH") ? 42 : 0; }
#else
int main(void) {
  printf("%d\n", answer());
  return 0;
}
#endif
