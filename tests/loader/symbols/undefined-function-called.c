// A function that nobody defines says its name and who needed it when it is called, and ends the program
// with 127.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog -Wl,--unresolved-symbols=ignore-all %s %t.so -o %t
// RUN: %both --status=127 %t > %t.both 2>&1
// RUN: %exits 127 %t 2>&1 | FileCheck %s
// RUN: %exits 127 %ld-seal %t 2>&1 | FileCheck %s
// CHECK: {{^}}before the call{{$}}
// CHECK-NEXT: symbol lookup error: {{.*}}called.c.tmp.so: undefined symbol: nowhere{{$}}
// CHECK-NOT: {{.}}
#include "nolibc.h"

void nowhere(void);
void maybe(int call);
#ifdef LIBRARY
void maybe(int call) {
  if (call)
    nowhere();
}
#else
int main(int argc, char** argv, char** envp) {
  put("before the call\n");
  maybe(argc == 1);
  put("came through\n");
  return 0;
}
#endif
