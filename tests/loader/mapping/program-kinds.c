// ET_EXEC and PIE; text and data in separate pages or sharing them; with full, partial and no RELRO.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog %s %t.so -Wl,-z,separate-code -o %t.separate && %both %t.separate | FileCheck %s
// RUN: %prog %s %t.so -Wl,-z,noseparate-code -o %t.shared && %both %t.shared | FileCheck %s
// RUN: %exec %s %t.so -o %t.exec && %both %t.exec | FileCheck %s
// RUN: %exec %s %t.so -Wl,-z,noseparate-code -o %t.exec2 && %both %t.exec2 | FileCheck %s
// RUN: %prog %s %t.so -Wl,-z,relro,-z,now -o %t.full && %both %t.full | FileCheck %s
// RUN: %prog %s %t.so -Wl,-z,relro,-z,lazy -o %t.partial && %both %t.partial | FileCheck %s
// RUN: %prog %s %t.so -Wl,-z,norelro -o %t.norelro && %both %t.norelro | FileCheck %s
// RUN: %exec %s %t.so -Wl,-z,max-page-size=0x200000 -o %t.big && %both %t.big | FileCheck %s
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
