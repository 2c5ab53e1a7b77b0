// RELRO that ends inside a page: the whole pages are sealed, the page that it shares with data stays writable.
// REQUIRES: mseal
// RUN: %prog -fno-toplevel-reorder -Wl,-z,norelro %s -o %t
// RUN: %python %S/Inputs/relro-to.py %t ragged_end
// RUN: llvm-readelf -l %t | FileCheck %s --check-prefix=SEGMENTS
// RUN: %ld-seal %t | FileCheck %s
// SEGMENTS: GNU_RELRO
// CHECK: first page=r--p sealed
// CHECK: last bytes=rw-p open
// CHECK: data=rw-p open
#include "Inputs/smaps.h"

u8 first_page[4096] __attribute__((section(".data.a"), aligned(4096))) = {1};
u8 last_bytes[100] __attribute__((section(".data.b"))) = {2};
u8 ragged_end[1] __attribute__((section(".data.c"))) = {3};
u8 data[5000] __attribute__((section(".data.d"))) = {4};
int main(int argc, char** argv, char** envp) {
  show_mapping("first page", first_page);
  show_mapping("last bytes", last_bytes);
  show_mapping("data", data);
  last_bytes[0] = 5;
  return 0;
}
