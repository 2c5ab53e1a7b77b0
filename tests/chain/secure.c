// A set-user-ID program for musl that another user runs: the interpreter and the program find argument vector, environment and
// auxiliary vector one behind the other; what glibc takes out of the environment is missing (a difference from musl, which
// leaves it there and ignores it).
// REQUIRES: setuid, mseal, musl-gcc
// RUN: rm -rf %t && mkdir %t && musl-gcc %s -o %t/program && musl-gcc %s -Wl,--dynamic-linker=%ld-seal -o %t/interp
// RUN: chmod 4755 %t/program %t/interp
// RUN: env -i LC_ALL=C A=1 LD_PRELOAD=/nowhere.so B=2 %as-nobody %t/program one two | FileCheck --check-prefixes=CHECK,NATIVE %s
// RUN: env -i LC_ALL=C A=1 LD_PRELOAD=/nowhere.so B=2 %as-nobody %t/interp one two | FileCheck %s
// RUN: env -i LC_ALL=C A=1 LD_PRELOAD=/nowhere.so B=2 LD_SEAL=all LD_SEAL_REQUIRE=1 %as-nobody %t/interp one two | FileCheck %s
// CHECK: arguments: {{.*}} one two
// CHECK-NEXT: LC_ALL=C
// CHECK-NEXT: A=1
// NATIVE-NEXT: LD_PRELOAD=/nowhere.so
// CHECK-NEXT: B=2
// CHECK-NEXT: secure: 1, page size: 4096, user: 65534, effective: 0, file: {{.*}}/secure.c.tmp/
#include <stdio.h>
#include <sys/auxv.h>
extern char** environ;
int main(int argc, char** argv) {
  printf("arguments:");
  for (int i = 0; i < argc; i++)
    printf(" %s", argv[i]);
  puts("");
  for (char** each = environ; *each; each++)
    puts(*each);
  printf("secure: %lu, page size: %lu, user: %lu, effective: %lu, file: %s\n", getauxval(AT_SECURE), getauxval(AT_PAGESZ),
         getauxval(AT_UID), getauxval(AT_EUID), (char*)getauxval(AT_EXECFN));
  return 0;
}
