// A library that is needed twice, preloaded and needed, or needed by itself is loaded once.
// RUN: %dso -DLIBRARY %s -Wl,-soname,%t.so -o %t.so
// RUN: %dso -DLIBRARY -Wl,--no-as-needed %s %t.so -Wl,-soname,%t.so -o %t.self.so && mv %t.self.so %t.so
// RUN: %prog -Wl,--no-as-needed %s %t.so %t.so -o %t
// RUN: %both --env LD_PRELOAD=%t.so:%t.so %t | FileCheck %s
// CHECK: constructed
// CHECK-NOT: constructed
// CHECK: main
#include "nolibc.h"

#ifdef LIBRARY
CONSTRUCTOR static void construct(void) { put("constructed\n"); }
#else
int main(int argc, char** argv, char** envp) {
  put("main\n");
  return 0;
}
#endif
