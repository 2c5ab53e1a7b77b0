// What lld lays out: segments packed in the file, RELRO in a segment of its own, before and after the data.
// REQUIRES: ld.lld
// RUN: %dso -DLIBRARY -fuse-ld=lld %s -o %t.so
// RUN: %prog -fuse-ld=lld %s %t.so -o %t.pie && %both %t.pie | FileCheck %s
// RUN: %exec -fuse-ld=lld %s %t.so -o %t.exec && %both %t.exec | FileCheck %s
// RUN: %prog -fuse-ld=lld %s %t.so -Wl,-z,separate-code -o %t.separate && %both %t.separate | FileCheck %s
// RUN: %prog -fuse-ld=lld %s %t.so -Wl,-z,separate-loadable-segments -o %t.loadable \
// RUN:   && %both %t.loadable | FileCheck %s
// RUN: %prog -fuse-ld=lld %s %t.so -Wl,--no-rosegment -o %t.norosegment && %both %t.norosegment | FileCheck %s
// RUN: %prog -fuse-ld=lld %s %t.so -Wl,-z,max-page-size=0x200000 -o %t.big && %both %t.big | FileCheck %s
// CHECK: library=7 data=8 zero=0 constant=text
#include "nolibc.h"

int library(void);
#ifdef LIBRARY
int library(void) { return 7; }
#else
int data = 8, zero;
const char* const constant = "text";
int main(int argc, char** argv, char** envp) {
  put("library="), put_number(library(), 10);
  put(" data="), put_number(data, 10);
  put(" zero="), put_number(zero, 10);
  put(" constant="), put(*(const char* const volatile*)&constant), put("\n");
  return 0;
}
#endif
