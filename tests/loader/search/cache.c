// /etc/ld.so.cache and the default directories: libm is found as by the system's loader.
// RUN: %cc %s -lm -o %t -Wl,--no-as-needed
// RUN: %both %t | FileCheck %s
// CHECK: sqrt=3
#include <math.h>
#include <stdio.h>
int main(int argc, char** argv) {
  printf("sqrt=%g\n", sqrt(argc * 9));
  return 0;
}
