// --verify: 0 for a program that the loader can start, 2 for what has no interpreter, 1 for what the loader cannot
// load; nothing is printed on standard output, and what it needs need not be there.
// RUN: %prog %s -o %t.dynamic
// RUN: %cc -I%inputs -ffreestanding -fno-stack-protector -nostdlib -static -DPROGRAM %s -o %t.static
// RUN: %exits 0 %system-ld --verify %t.dynamic
// RUN: %exits 0 %ld-seal --verify %t.dynamic
// RUN: %exits 0 %system-ld --verify /bin/bash
// RUN: %exits 0 %ld-seal --verify /bin/bash
// RUN: %dso %s -o %t.so && chmod 644 %t.so
// RUN: %exits 2 %system-ld --verify %t.so
// RUN: %exits 2 %ld-seal --verify %t.so
// RUN: %cc -I%inputs -ffreestanding -fno-stack-protector -nostdlib -static-pie -DPROGRAM %s -o %t.static-pie
// RUN: %exits 2 %system-ld --verify %t.static-pie
// RUN: %exits 2 %ld-seal --verify %t.static-pie
// RUN: cp %t.so %t.gone.so && %prog -Wl,--no-as-needed %s %t.gone.so -o %t.needy && rm %t.gone.so
// RUN: %exits 0 %system-ld --verify %t.needy
// RUN: %exits 0 %ld-seal --verify %t.needy
// RUN: cp %s %t.text && chmod +x %t.text
// RUN: %exits 1 %system-ld --verify %t.text
// RUN: %exits 1 %ld-seal --verify %t.text
// RUN: %exits 1 %system-ld --verify %t.static
// RUN: %exits 1 %ld-seal --verify %t.static
#include "nolibc.h"
int main(int argc, char** argv, char** envp) { return 0; }
