// Scope is breadth first: of two libraries' definitions, that of the program's second dependency is found
// before that of the first one's own dependency.
// RUN: %dso -DWHO='"deep"' %s -o %t.deep.so
// RUN: %dso -DFIRST %s %t.deep.so -o %t.first.so
// RUN: %dso -DWHO='"near"' %s -o %t.near.so
// RUN: %prog -Wl,--no-as-needed %s %t.first.so %t.near.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: first calls=near
#include "nolibc.h"

const char* who(void);
const char* first_calls(void);
#if defined WHO
const char* who(void) { return WHO; }
#elif defined FIRST
const char* first_calls(void) { return who(); }
#else
int main(int argc, char** argv, char** envp) {
  show("first calls", first_calls());
  return 0;
}
#endif
