// What a program that was run by hand sees otherwise than under glibc's loader (docs/differences.md): AT_BASE is the loader's
// address, and the text of AT_EXECFN is read-only. /proc/self/exe is the loader under both.
// RUN: %cc %s -o %t
// RUN: %system-ld %t ld-linux-x86-64.so.2 | FileCheck %s --check-prefixes=CHECK,GLIBC
// RUN: %ld-seal %t ld-seal-x86-64.so.1 | FileCheck %s --check-prefixes=CHECK,SEAL
// GLIBC: base: 0
// SEAL: base: is the loader
// CHECK-NEXT: name: by-hand.c.tmp
// GLIBC-NEXT: name is writable: 1
// SEAL-NEXT: name is writable: 0
// CHECK-NEXT: /proc/self/exe is the loader: 1
#define _GNU_SOURCE
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

int main(int argc, char** argv) {
  unsigned long base = getauxval(AT_BASE);
  printf("base: %s\n", base == 0                               ? "0"
                       : !memcmp((void*)base, ELFMAG, SELFMAG) ? "is the loader"
                                                               : "is something else");
  char* name = (char*)getauxval(AT_EXECFN);
  printf("name: %s\n", strrchr(name, '/') + 1);
  int pipes[2];
  if (pipe(pipes) || write(pipes[1], name, 1) != 1)
    return 1;
  printf("name is writable: %d\n", read(pipes[0], name, 1) == 1); /* else EFAULT */
  char path[4096] = "";
  if (readlink("/proc/self/exe", path, sizeof path - 1) < 0)
    return 1;
  printf("/proc/self/exe is the loader: %d\n", !strcmp(strrchr(path, '/') + 1, argv[1]));
  return 0;
}
