// The program's definition comes before the library's, also for the library's own calls.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog -Wl,-E %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: library calls=program's
#include "nolibc.h"

const char* who(void);
const char* library_calls(void);
#ifdef LIBRARY
const char* who(void) { return "library's"; }
const char* library_calls(void) { return who(); }
#else
const char* who(void) { return "program's"; }
int main(int argc, char** argv, char** envp) {
  show("library calls", library_calls());
  return 0;
}
#endif
