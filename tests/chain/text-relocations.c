// Text that the chain's loader relocated is made anonymous before it is sealed, so that a discard does not bring back the file's
// pages: whatever program header follows that of the text.
// REQUIRES: mseal, ld.lld
// RUN: %cc -fno-pic -mcmodel=large -O1 -shared -nostdlib -fuse-ld=lld -Wl,-z,notext -DLIBRARY %s -o %t.so
// RUN: %cc %s %t.so -Wl,-rpath,'$ORIGIN' -o %t
// RUN: %ld-seal --host=chain --require-seal %t | FileCheck %s
// RUN: %python %inputs/header.py %t.so 0x6474e551 behind-text
// RUN: llvm-readelf -l %t.so | FileCheck %s --check-prefix=HEADERS
// RUN: %ld-seal --host=chain --require-seal %t | FileCheck %s
// HEADERS: LOAD {{.*}} R E
// HEADERS-NEXT: GNU_STACK
// CHECK: value: 7
// CHECK-NEXT: discarded, value: 7
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>

int value(void);
#ifdef LIBRARY
int variable = 7;
int value(void) { return variable; }
#else
int main(void) {
  printf("value: %d\n", value());
  fflush(stdout);
  madvise((void*)((uintptr_t)value & ~(uintptr_t)4095), 4096,
          MADV_DONTNEED); /* refused on what is sealed */
  printf("discarded, value: %d\n", value());
  return 0;
}
#endif
