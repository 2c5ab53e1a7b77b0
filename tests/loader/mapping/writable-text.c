// Code that may be written to is mapped from the file all the same: no code runs from a copy. So a library on a mount where
// nothing may be executed (noexec) is refused.
// REQUIRES: namespaces
// RUN: %dso -DLIBRARY -Wl,-z,noseparate-code,-soname,lib.so %s -o %t.so
// RUN: %python %S/../../seal/Inputs/make-text-writable.py %t.so
// RUN: rm -rf %t.dir && mkdir %t.dir && cp %t.so %t.dir/lib.so
// RUN: %prog %s %t.so -o %t
// RUN: %both --env LD_LIBRARY_PATH=%t.dir %t | FileCheck %s
// CHECK: rwxp of a file=1 value=7
//
// RUN: unshare -m sh -c 'mount -t tmpfs -o noexec tmpfs %t.dir && cp %t.so %t.dir/lib.so && \
// RUN:   ! LD_LIBRARY_PATH=%t.dir %t && ! LD_LIBRARY_PATH=%t.dir %ld-seal %t' 2>&1 | FileCheck %s --check-prefix=NOEXEC
// NOEXEC: writable-text.c.tmp: error while loading shared libraries: lib.so: failed to map segment from shared object{{$}}
// NOEXEC-NEXT: writable-text.c.tmp: error while loading shared libraries: lib.so: failed to map segment from shared object{{$}}
// NOEXEC-NEXT: ld-seal: needed by {{.*}}writable-text.c.tmp; Operation not permitted{{$}}
#include "../../seal/Inputs/smaps.h"

int value(void);
void look(void);
#ifdef LIBRARY
int variable = 7;
int value(void) { return variable; }
void look(void) {
  struct mapping m = mapping_of((const void*)value);
  put(m.protection), put(" of a file="), put_number(m.name[0] == '/', 10);
}
#else
int main(int argc, char** argv, char** envp) {
  look();
  put(" "), show_int("value", value());
  return 0;
}
#endif
