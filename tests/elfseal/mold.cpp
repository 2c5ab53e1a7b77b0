// What mold 1 does its own way costs nothing: symbols for places outside all sections have the number of the first one and do
// not move with it, and PT_GNU_RELRO may tell of anything in the file where it begins with .tbss.
// REQUIRES: mold
// RUN: rm -rf %t && mkdir %t && cd %t && %cxx -rdynamic -fuse-ld=mold %s -o program && cp program before
// RUN: nm program | grep -E ' (__ehdr_start|__executable_start|_TLS_MODULE_BASE_|main)$' > symbols && FileCheck %s --check-prefix=SYMBOLS < symbols
// RUN: %elfseal --mark --verbose program 2>&1 | FileCheck %s --check-prefix=MARKED
// RUN: nm program | grep -E ' (__ehdr_start|__executable_start|_TLS_MODULE_BASE_|main)$' | cmp - symbols
// RUN: ./program && %ld-seal ./program && strip program && ./program && %elfseal --check program
// SYMBOLS-DAG: __ehdr_start
// SYMBOLS-DAG: main
// MARKED: program: marked in a new segment
// MARKED-NOT: {{.}}
thread_local int counter;

int main() { return counter; }
