// A fortified printf takes %n from a format that lies in read-only memory, and ends the process where it lies in writable memory.
// RUN: %cc -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -Wno-format-security -Wno-format-nonliteral %s -o %t
// RUN: %both %t | FileCheck %s
// RUN: %both --status=SIGABRT %t writable 2>&1 | FileCheck --check-prefix=REFUSED %s
// CHECK: text
// CHECK-NEXT: relro
// CHECK-NEXT: 4 5
// REFUSED: %n in writable segment
#include <stdio.h>

static char writable[] = "data%n\n";
static const char* const relocated = writable;
static const char text[] = "text%n\n";
static const char relro[] __attribute__((section(".data.rel.ro"))) = "relro%n\n";

int main(int argc, char** argv) {
  (void)argv;
  int counts[2] = {0};
  printf(argc > 1 ? relocated : text, &counts[0]);
  printf(relro, &counts[1]);
  printf("%d %d\n", counts[0], counts[1]);
  return 0;
}
