// GLIBC_TUNABLES takes effect: with glibc.malloc.perturb freshly allocated memory is filled. So it is behind 100,000 empty
// settings, which are passed over each once.
// RUN: %cc -O0 %s -o %t
// RUN: %both --env GLIBC_TUNABLES=glibc.malloc.perturb=85 %t | FileCheck %s
// RUN: %python -c "print('GLIBC_TUNABLES=' + ':' * 100000 + 'glibc.malloc.perturb=85', end='')" > %t.setting
// RUN: %both --env "$(cat %t.setting)" %t | FileCheck %s
// CHECK: aa
#include <stdio.h>
#include <stdlib.h>
int main(void) {
  unsigned char* volatile memory = malloc(64);
  printf("%02x\n", memory[10]);
  return 0;
}
