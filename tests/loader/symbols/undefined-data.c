// Data that nobody defines is an error before the program starts: the message names the symbol and the
// object that needs it.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog -Wl,--unresolved-symbols=ignore-all %s %t.so -o %t
// RUN: %both --status=127 %t 2>&1 | FileCheck %s
// CHECK: {{(symbol lookup error|ld-seal)}}: {{.*}}undefined-data.c.tmp.so: undefined symbol: nowhere{{$}}
// CHECK-NOT: {{.}}
#include "nolibc.h"

int value(void);
#ifdef LIBRARY
extern int nowhere;
int value(void) { return nowhere; }
#else
CONSTRUCTOR void too_early(void) { put("a constructor ran\n"); }
int main(int argc, char** argv, char** envp) { return value(); }
#endif
