// A function that nobody defines and nobody calls stops no program.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog -Wl,--unresolved-symbols=ignore-all %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: came through
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
  maybe(argc > 1);
  put("came through\n");
  return 0;
}
#endif
