// A relocation type that no loader knows is an error that names the object and the number.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %python %S/Inputs/retype.py %t.so 1 250
// RUN: %prog %s %t.so -o %t
// RUN: %exits 127 %ld-seal %t 2>&1 | FileCheck %s
// CHECK: unknown-type.c.tmp.so: unexpected reloc type 0xfa{{$}}
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
