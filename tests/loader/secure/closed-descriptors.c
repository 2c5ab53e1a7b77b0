// A set-user-ID program whose descriptors 0 to 2 are closed finds devices there that fail who uses them: else the first file
// that it opens would be its standard output. Those that are open, and those of any other program, stay as they are.
// REQUIRES: setuid
// RUN: %prog %s -o %t.system
// RUN: %prog %s -Wl,--dynamic-linker=%ld-seal -o %t.seal
// RUN: %as-nobody %t.system 3>&1 <&- >&- 2>&- | FileCheck %s --check-prefix=PLAIN --allow-empty
// RUN: %as-nobody %t.seal 3>&1 <&- >&- 2>&- | FileCheck %s --check-prefix=PLAIN --allow-empty
// RUN: chmod 4755 %t.system %t.seal
// RUN: %as-nobody %t.system 3>&1 <&- >&- 2>&- | FileCheck %s
// RUN: %as-nobody %t.seal 3>&1 <&- >&- 2>&- | FileCheck %s
// RUN: %as-nobody %t.system 3>&1 </dev/zero >&- 2>/dev/zero | FileCheck %s --check-prefix=ONE
// RUN: %as-nobody %t.seal 3>&1 </dev/zero >&- 2>/dev/zero | FileCheck %s --check-prefix=ONE
// PLAIN-NOT: /dev
// CHECK: /dev/full flags=1
// CHECK-NEXT: /dev/null flags=0
// CHECK-NEXT: /dev/null flags=0
// ONE: /dev/zero
// ONE-NEXT: /dev/null flags=0
// ONE-NEXT: /dev/zero
#include "nolibc.h"
int main(int argc, char** argv, char** envp) {
  char path[] = "/proc/self/fd/0", target[100] = "";
  for (; path[14] < '3'; path[14]++) {
    i64 size = syscall3(89 /* readlink */, (i64)path, (i64)target, sizeof target - 1);
    if (size < 0)
      continue;
    target[size] = 0;
    i64 flags = syscall3(72 /* fcntl */, path[14] - '0', 3 /* F_GETFL */, 0) & 3;
    put_to(3, target), put_to(3, flags == 0   ? " flags=0\n"
                                 : flags == 1 ? " flags=1\n"
                                              : " flags=2\n");
  }
  return 0;
}
