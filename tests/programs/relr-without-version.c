// A file with DT_RELR that needs libc.so.6 must need the version GLIBC_ABI_DT_RELR as well: without it an older loader
// would run it unrelocated, and glibc's refuses it everywhere.
// REQUIRES: ld.lld
// RUN: %cc -fPIE -pie -fuse-ld=lld -Wl,--pack-dyn-relocs=relr %s -o %t
// RUN: %exits 127 %t 2>&1 | FileCheck %s
// RUN: %exits 127 %ld-seal %t 2>&1 | FileCheck %s
// RUN: %cc -fPIC -shared -fuse-ld=lld -Wl,--pack-dyn-relocs=relr %s -o %t.so
// RUN: %cc -fPIE -pie -DOPENS='"%t.so"' %s -o %t.opens
// RUN: %both %t.opens | FileCheck %s
// RUN: %cc -fPIE -pie -Wl,-z,pack-relative-relocs %s -o %t.good
// RUN: %both %t.good | FileCheck %s --check-prefix=GOOD
// CHECK: DT_RELR without GLIBC_ABI_DT_RELR dependency
// GOOD: word
#include <dlfcn.h>
#include <stdio.h>
static const char *const word[] = {"word", "another"};
int main(int argc, char **argv) {
#ifdef OPENS
  puts(dlopen(OPENS, RTLD_NOW) ? "opened" : dlerror());
#endif
  puts(word[argc - 1]);
  return 0;
}
