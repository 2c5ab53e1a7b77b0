// Secure mode: nothing is told to whoever runs a privileged program: no auxiliary vector, no LD_DEBUG, no auditing
// library, no file of LD_DEBUG_OUTPUT. For ldd's variable the program is not run at all.
// REQUIRES: setuid
// RUN: %prog -Wl,--dynamic-linker=%ld-seal %s -o %t && chmod 4755 %t && rm -f %t.debug*
// RUN: %as-nobody /usr/bin/env LD_SHOW_AUXV=1 LD_DEBUG=all LD_DEBUG_OUTPUT=%t.debug LD_AUDIT=x LD_PROFILE=x %t 2>&1 \
// RUN:   | FileCheck %s
// RUN: not ls %t.debug.*
// RUN: %prog %s -o %t.system && chmod 4755 %t.system
// RUN: %exits 5 %as-nobody /usr/bin/env LD_TRACE_LOADED_OBJECTS=1 %t.system
// RUN: %exits 5 %as-nobody /usr/bin/env LD_TRACE_LOADED_OBJECTS=1 %t
// CHECK-NOT: {{.}}
// CHECK: ran
// CHECK-NOT: {{.}}
#include "nolibc.h"
int main(int argc, char** argv, char** envp) {
  put("ran\n");
  return 0;
}
