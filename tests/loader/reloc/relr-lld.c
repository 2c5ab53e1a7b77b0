// DT_RELR as lld writes it, in a library.
// REQUIRES: ld.lld
// RUN: %dso -DLIBRARY -fuse-ld=lld -Wl,--pack-dyn-relocs=relr %s -o %t.so
// RUN: llvm-readelf -d %t.so | FileCheck %s --check-prefix=DYNAMIC
// RUN: %prog %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// DYNAMIC: (RELR)
// CHECK: words=abc
#include "nolibc.h"

const char* word(int i);
#ifdef LIBRARY
static const char* words[] = {"a", "b", "c"};
const char* word(int i) { return words[i]; }
#else
int main(int argc, char** argv, char** envp) {
  put("words="), put(word(0)), put(word(1)), put(word(2)), put("\n");
  return 0;
}
#endif
