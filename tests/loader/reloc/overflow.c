// A value that does not fit R_X86_64_32 is an error that names the object, the size and the symbol, not a
// truncated address.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %python %S/Inputs/retype.py %t.so 1 10
// RUN: %prog %s %t.so -o %t
// RUN: %exits 127 %ld-seal %t 2>&1 | FileCheck %s
// CHECK: overflow.c.tmp.so: {{.*}}32{{.*}}target{{.*}}
// CHECK-NOT: {{.}}
#include "nolibc.h"

void* word_of_library(void);
#ifdef LIBRARY
char target;
void* word = &target;
void* word_of_library(void) { return word; }
#else
int main(int argc, char** argv, char** envp) { return word_of_library() == 0; }
#endif
