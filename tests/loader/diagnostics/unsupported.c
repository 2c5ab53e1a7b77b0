// Auditing and profiling libraries are not supported: that is said in one line each, and the program runs.
// RUN: %prog -Wl,--dynamic-linker=%ld-seal %s -o %t
// RUN: env LD_AUDIT=audit.so %t 2>&1 | FileCheck %s --check-prefixes=AUDIT,RAN
// RUN: env LD_PROFILE=lib.so %t 2>&1 | FileCheck %s --check-prefixes=PROFILE,RAN
// RUN: env LD_AUDIT= LD_PROFILE= %t 2>&1 | FileCheck %s --check-prefix=RAN --implicit-check-not=warning
// RUN: %ld-seal --audit audit.so %t 2>&1 | FileCheck %s --check-prefixes=OPTION,RAN
// AUDIT: ld-seal: warning: LD_AUDIT: is not supported; it is ignored
// PROFILE: ld-seal: warning: LD_PROFILE: is not supported; it is ignored
// OPTION: ld-seal: warning: --audit: is not supported; it is ignored
// RAN-NOT: {{.}}
// RAN: ran
#include "nolibc.h"
int main(int argc, char** argv, char** envp) {
  put("ran\n");
  return 0;
}
