// The initialised part of a TLS block may hold addresses: it is copied after relocation.
// RUN: %dso -ftls-model=initial-exec -DLIBRARY %s -o %t.so
// RUN: %prog %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: library and program
#include "nolibc.h"

const char* library(void);
#ifdef LIBRARY
const char text[] = "library and ";
static __thread const char* pointer = text;
const char* library(void) { return pointer; }
#else
static __thread const char* pointer = "program\n";
int main(int argc, char** argv, char** envp) {
  put(library());
  put(pointer);
  return 0;
}
#endif
