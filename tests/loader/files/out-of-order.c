// PT_LOADs that are not in the order of their addresses, as lld makes them for -Tdata below -Ttext: the kernel maps them
// all the same, and glibc's loader goes by the addresses. In order there are holes between them, which are sealed.
// REQUIRES: ld.lld
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %exec -fuse-ld=lld -Wl,-Ttext=0x600000,-Tdata=0x100000,--dynamic-linker=%system-ld %s %t.so -o %t
// RUN: llvm-readelf -lW %t | FileCheck %s --check-prefix=HEADERS
// RUN: %both %t | FileCheck %s
// RUN: %ld-seal --host=chain %t | FileCheck %s
// RUN: %ld-seal --seal-report=%t.report %t | FileCheck %s
// RUN: FileCheck %s --check-prefix=REPORT < %t.report
// HEADERS: LOAD {{.*}} 0x0000000000200000
// HEADERS: LOAD {{.*}} 0x0000000000100000
// HEADERS: LOAD {{.*}} 0x0000000000600000
// CHECK: number=6
// REPORT: {{0*}}100000-{{.*}} data
// REPORT: {{0*}}1{{.*}}-{{0*}}200000 hole
// REPORT: {{0*}}200000-{{.*}} read-only data
// REPORT: {{0*}}2{{.*}}-{{0*}}600000 hole
// REPORT: {{0*}}600000-{{.*}} text
#include "nolibc.h"
int answer(void);
#ifdef LIBRARY
int answer(void) { return 6; }
#else
int number[900] = {1};
int main(int argc, char** argv, char** envp) {
  show_int("number", number[0] * answer());
  return 0;
}
#endif
