// --verify: 0 for a program that the loader can start, 1 for what it cannot; nothing is printed on standard output.
// RUN: %prog %s -o %t.dynamic
// RUN: %cc -I%inputs -ffreestanding -fno-stack-protector -nostdlib -static -DPROGRAM %s -o %t.static
// RUN: %exits 0 %system-ld --verify %t.dynamic
// RUN: %exits 0 %ld-seal --verify %t.dynamic
// RUN: %exits 0 %system-ld --verify /bin/bash
// RUN: %exits 0 %ld-seal --verify /bin/bash
// RUN: cp %s %t.text && chmod +x %t.text
// RUN: %exits 1 %system-ld --verify %t.text
// RUN: %exits 1 %ld-seal --verify %t.text
// RUN: %exits 1 %system-ld --verify %t.static
// RUN: %exits 1 %ld-seal --verify %t.static
#include "nolibc.h"
int main(int argc, char** argv, char** envp) { return 0; }
