// DT_FILTER and DT_AUXILIARY name a library whose definitions come before the object's own: it is loaded with the object and
// searched and constructed before it. An auxiliary one need not be there.
// RUN: %dso -DREAL %s -o %t.real.so
// RUN: %dso -DFILTER -Wl,-F,%t.real.so %s -o %t.filter.so
// RUN: %dso -DFILTER -Wl,-f,%t.real.so %s -o %t.auxiliary.so
// RUN: %dso -DFILTER -Wl,-f,nowhere.so %s -o %t.lonely.so
// RUN: %dso -DFILTER -Wl,-F,%t.auxiliary.so %s -o %t.chain.so
// RUN: %dso -DOTHER %s -o %t.other.so
// RUN: %prog %s %t.other.so %t.filter.so -o %t && %both %t | FileCheck %s
// RUN: %prog %s %t.other.so %t.auxiliary.so -o %t && %both %t | FileCheck %s
// RUN: %prog %s %t.other.so %t.chain.so -o %t && %both %t | FileCheck %s --check-prefix=CHAIN
// RUN: %prog %s %t.other.so %t.lonely.so -o %t && %both %t | FileCheck %s --check-prefix=LONELY
// CHECK: begins: real
// CHECK-NEXT: begins: filter
// CHECK-NEXT: begins: other
// CHECK-NEXT: shared=real
// CHECK-NEXT: own=filter
// CHECK-NEXT: everywhere=other
// CHAIN: begins: real
// CHAIN-NEXT: begins: filter
// CHAIN-NEXT: begins: filter
// CHAIN-NEXT: begins: other
// CHAIN-NEXT: shared=real
// LONELY: begins: filter
// LONELY-NEXT: begins: other
// LONELY-NEXT: shared=filter
#include "nolibc.h"

const char* shared(void);
const char* own(void);
const char* everywhere(void);
#ifdef REAL
__attribute__((constructor)) static void begin(void) { put("begins: real\n"); }
const char* shared(void) { return "real"; }
const char* everywhere(void) { return "real"; }
#elif defined FILTER
__attribute__((constructor)) static void begin(void) { put("begins: filter\n"); }
const char* shared(void) { return "filter"; }
const char* own(void) { return "filter"; }
const char* everywhere(void) { return "filter"; }
#elif defined OTHER
__attribute__((constructor)) static void begin(void) { put("begins: other\n"); }
const char* everywhere(void) { return "other"; }
#else
int main(int argc, char** argv, char** envp) {
  show("shared", shared());
  show("own", own());
  show("everywhere", everywhere());
  return 0;
}
#endif
