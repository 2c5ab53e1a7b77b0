// DF_1_NODEFLIB: the cache's entries from default directories and these directories are out of bounds.
// RUN: %cc %s -lm -Wl,--no-as-needed -Wl,-z,nodefaultlib -o %t
// RUN: %exits 127 %t 2>&1 | FileCheck %s
// RUN: %exits 127 %ld-seal %t 2>&1 | FileCheck %s
// CHECK: {{libc|libm}}.so.6
int main(void) { return 0; }
