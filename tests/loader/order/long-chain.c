// A chain of dependencies may be longer than the stack is deep: nothing in the loader calls itself once for each link.
// RUN: mkdir -p %t.parts
// RUN: %dso -DLAST %s -Wl,-soname,000001.so -o %t.parts/000001.so
// RUN: %dso %s -Wl,-soname,000000.so -Wl,--no-as-needed -L%t.parts -l:000001.so -o %t.parts/000000.so
// RUN: %python %S/Inputs/long_chain.py %t.parts/000000.so %t.parts/000001.so 3000 %t.chain
// RUN: %prog %s -o %t -Wl,--no-as-needed -Wl,--allow-shlib-undefined -L%t.chain -l:000000.so -Wl,-rpath-link,%t.parts
// RUN: sh -c 'ulimit -s 64; %ld-seal --library-path %t.chain %t' | FileCheck %s
// CHECK: the last is constructed
// CHECK-NEXT: the program runs
#include "nolibc.h"
#ifdef PROGRAM
int main(int argc, char** argv, char** envp) {
  (void)argc, (void)argv, (void)envp;
  put("the program runs\n");
  return 0;
}
#elif defined(LAST)
CONSTRUCTOR static void construct(void) { put("the last is constructed\n"); }
#else
int empty;
#endif
