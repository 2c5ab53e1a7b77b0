// Pages of its data that a program protects by itself (ro_after_init of mariadbd, protected_memory of Chromium) are no RELRO that
// was left open: PT_GNU_RELRO of the file says what RELRO is.
// REQUIRES: mseal
// RUN: %cc %s -o %t
// RUN: %cc -DLARGE %s -o %t.large
// RUN: %cc %s -Wl,--dynamic-linker=%ld-seal -o %t.interp && %elfseal --mark %t.interp
// RUN: %cc -DLARGE %s -Wl,--dynamic-linker=%ld-seal -o %t.large.interp && %elfseal --mark %t.large.interp
// RUN: for program in %t %t.large; do \
// RUN:   (%exits 1 $program '%elfseal --process') | FileCheck --check-prefixes=CHECK,OPEN %s && \
// RUN:   $program.interp '%elfseal --process' | FileCheck --check-prefixes=CHECK,SEALED %s || exit 1; done
// OPEN: r--p open   RELRO {{.*}}own-protection
// SEALED: r--p sealed RELRO {{.*}}own-protection
// CHECK-NEXT: rw-p - data
// CHECK-NEXT: r--p - data {{.*}}own-protection{{.*}} (of a writable segment; sealed with the policy word data)
// CHECK-NEXT: ---p - data
// CHECK-NEXT: rw-p - data
// CHECK: r--p - bss
// CHECK-NEXT: rw-p - bss
// OPEN: not sealed
// SEALED: every non-writable mapping of an ELF file is sealed
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef LARGE
enum { kSize = 64 * 4096 }; // larger than what ld-seal reads in: it stays mapped from the file
#else
enum { kSize = 2 * 4096 };
#endif
static struct {
  char before[4096], read_only[kSize], inaccessible[4096], after[4096];
} data __attribute__((aligned(4096))) = {"writable", "protected by the program", "this too", "writable"};
static struct {
  char before[4096], read_only[4096], after[4096];
} bss __attribute__((aligned(4096)));

int main(int argc, char** argv) {
  data.before[0] = data.after[0] = bss.before[0] = bss.read_only[0] = bss.after[0] = 'X';
  if (mprotect(data.read_only, sizeof data.read_only, PROT_READ) ||
      mprotect(data.inaccessible, sizeof data.inaccessible, PROT_NONE) ||
      mprotect(bss.read_only, sizeof bss.read_only, PROT_READ))
    return 2;
  char command[4096];
  snprintf(command, sizeof command, "%s %d", argv[argc - 1], (int)getpid());
  return WEXITSTATUS(system(command));
}
