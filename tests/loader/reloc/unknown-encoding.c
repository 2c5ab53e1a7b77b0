// Relocations in an encoding that the loader does not read are refused, by its name: the object would run unrelocated.
// glibc's loader passes over Android's.
// REQUIRES: ld.lld
// RUN: %dso -DLIBRARY -fuse-ld=lld -Wl,--pack-dyn-relocs=android %s -o %t.so
// RUN: %prog %s %t.so -o %t
// RUN: %exits 127 %ld-seal %t 2>&1 | FileCheck %s
// CHECK: {{(error while loading shared libraries|ld-seal)}}: {{.*}}.tmp.so: has relocations in an encoding that is not known: DT_ANDROID_RELA
#include "nolibc.h"

const char* word(int i);
#ifdef LIBRARY
static const char* const words[] = {"a", "b", "c"};
const char* word(int i) { return words[i]; }
#else
int main(int argc, char** argv, char** envp) {
  put(word(0));
  return 0;
}
#endif
