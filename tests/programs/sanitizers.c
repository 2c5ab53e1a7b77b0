// AddressSanitizer (which insists on being first in dl_iterate_phdr's order) and UBSan: a clean run, and a finding.
// REQUIRES: asan
// RUN: %cc -g -fsanitize=address %s -o %t.address
// RUN: %cc -g -fsanitize=undefined %s -o %t.undefined
// RUN: %both --filter='s/==[0-9]+==//; s/0x[0-9a-f]+//g' %t.address | FileCheck %s
// RUN: %both --status=1 --only-status %t.address overflow
// RUN: %both %t.undefined shift 2>&1 | FileCheck %s --check-prefix=UNDEFINED
// CHECK: fine
// UNDEFINED: runtime error: shift exponent 40 is too large
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char** argv) {
  char* memory = malloc(10);
  int size = 40;
  if (argc > 1 && argv[1][0] == 'o')
    memory[size] = 1;
  if (argc > 1 && argv[1][0] == 's')
    printf("%d\n", 1 << size);
  puts("fine");
  free(memory);
  return 0;
}
