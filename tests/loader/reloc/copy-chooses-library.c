// A COPY relocation looks for the definition in the libraries, past the program's own symbol; the first
// library of the search order gives the bytes.
// RUN: %dso -DVALUE=1 %s -o %t.1.so
// RUN: %dso -DVALUE=2 %s -o %t.2.so
// RUN: %exec %s %t.1.so %t.2.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: value=1
#include "nolibc.h"

#ifdef VALUE
int value = VALUE;
#else
extern int value;
int main(int argc, char** argv, char** envp) {
  show_int("value", value);
  return 0;
}
#endif
