// A program that was built for a newer glibc: the message says which libc was found where, which release the program needs,
// and which one this is.
// RUN: echo 'GLIBC_2.98 { global: older; }; GLIBC_2.99 { global: newer; };' > %t.map
// RUN: %dso -DLIBRARY %s -Wl,--version-script=%t.map -Wl,-soname,libc.so.6 -o %t.libc.so
// RUN: %prog %s %t.libc.so -o %t
// RUN: %exits 127 %ld-seal %t 2>&1 | FileCheck %s
// CHECK: newer-glibc.c.tmp: /{{.*}}/libc.so.6: version `GLIBC_2.9{{[89]}}' not found (required by {{.*}}newer-glibc.c.tmp){{$}}
// CHECK-NEXT: ld-seal: it takes GLIBC_2.99, and the newest it has is GLIBC_2.{{[0-9]+}}; install a newer version of the library, or a program built for this one{{$}}
#include "nolibc.h"
#ifdef LIBRARY
void older(void) {}
void newer(void) {}
#else
void older(void);
void newer(void);
int main(int argc, char** argv, char** envp) {
  older();
  newer();
  return 0;
}
#endif
