// A definition with another version is passed over: the search goes on to the next library.
// RUN: echo 'OTHER { global: *; };' > %t.other.map
// RUN: echo 'WANTED { global: *; };' > %t.wanted.map
// RUN: %dso -DWHO='"other"' %s -Wl,--version-script=%t.other.map -o %t.other.so
// RUN: %dso -DWHO='"wanted"' %s -Wl,--version-script=%t.wanted.map -o %t.wanted.so
// RUN: %prog %s %t.wanted.so -o %t
// RUN: %both --env LD_PRELOAD=%t.other.so %t | FileCheck %s
// CHECK: who=wanted
#include "nolibc.h"

const char* who(void);
#ifdef WHO
const char* who(void) { return WHO; }
#else
int main(int argc, char** argv, char** envp) {
  show("who", who());
  return 0;
}
#endif
