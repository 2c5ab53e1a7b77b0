// One file is one object, by whatever names it is found: by hard link, by symbolic link, by another path.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/sub
// RUN: %dso -DLIBRARY %s -o %t.dir/a.so
// RUN: ln %t.dir/a.so %t.dir/hard.so && ln -s ../a.so %t.dir/sub/soft.so
// RUN: %prog -Wl,--no-as-needed %s %t.dir/a.so %t.dir/hard.so %t.dir/sub/soft.so %t.dir/sub/../a.so -o %t
// RUN: llvm-readelf -d %t | FileCheck %s --check-prefix=DYNAMIC
// RUN: %both %t | FileCheck %s
// DYNAMIC-COUNT-4: (NEEDED)
// CHECK: constructed=1
#include "nolibc.h"

extern int constructed;
#ifdef LIBRARY
int constructed;
CONSTRUCTOR void construct(void) {
  constructed++;
  put("one constructor\n");
}
#else
int main(int argc, char** argv, char** envp) {
  show_int("constructed", constructed);
  return 0;
}
#endif
