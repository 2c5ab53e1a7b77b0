// Secure mode: what could make a privileged program, or one that it runs, read or write where the caller wishes is
// taken out of the environment, as glibc does; also this loader's own wishes, what glibc removed before 2.36, and
// GLIBC_TUNABLES as a whole, of which glibc passes on what it holds for harmless.
// REQUIRES: setuid
// RUN: %prog %s -o %t.system && %prog -Wl,--dynamic-linker=%ld-seal %s -o %t.seal
// RUN: chmod 4755 %t.system %t.seal
// RUN: cat %S/Inputs/variables | xargs -I{} printf '%%s\n' {}=/nowhere > %t.environment
// RUN: %as-nobody /usr/bin/env -i $(cat %t.environment) %t.system > %t.expected
// RUN: %as-nobody /usr/bin/env -i $(cat %t.environment) %t.seal > %t.actual
// RUN: grep -vE '^(LD_SEAL|LD_PREFER_MAP_32BIT_EXEC|GLIBC_TUNABLES)' %t.expected | diff - %t.actual
// RUN: FileCheck %s < %t.actual
// CHECK-NOT: {{^(LD_(AUDIT|DEBUG|LIBRARY|PRELOAD|SEAL|SHOW)|MALLOC_CHECK_|TMPDIR)}}
// CHECK: HARMLESS=/nowhere
#include "nolibc.h"
int main(int argc, char** argv, char** envp) {
  for (; *envp; envp++)
    put(*envp), put("\n");
  return 0;
}
