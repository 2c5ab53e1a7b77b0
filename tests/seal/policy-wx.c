// Policy `wx`: what was writable does not become executable, and nothing is both. Libraries are opened as ever. What
// cannot live with it is named, and does not start under `require`.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -DPATH='"%t.so"' %s -o %t
// RUN: %cc -DPATH='"%t.so"' -Wl,-z,execstack %s -o %t.stack
// RUN: %ld-seal --policy=wx %t | FileCheck %s
// RUN: %ld-seal %t | FileCheck %s --check-prefix=WITHOUT
// RUN: %ld-seal --policy=wx %t.stack 2>&1 | FileCheck %s --check-prefixes=STACK,CHECK
// RUN: %exits 127 %ld-seal --policy=wx,require %t.stack 2>&1 | FileCheck %s --check-prefixes=STACK,STOP
// STACK: ld-seal: {{.*}}policy wx: the stack is executable{{.*}}
// CHECK: to executable: Permission denied
// CHECK-NEXT: both at once: Permission denied
// CHECK-NEXT: library: open
// WITHOUT: to executable: Success
// WITHOUT-NEXT: both at once: Success
// WITHOUT-NEXT: library: open
// STOP-NOT: {{.}}
#ifdef LIBRARY
int variable;
#else
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

int main(void) {
  setbuf(stdout, 0);
  char* page = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  page[0] = (char)0xc3;
  errno = 0;
  mprotect(page, 4096, PROT_READ | PROT_EXEC);
  printf("to executable: %s\n", strerror(errno));
  errno = 0;
  if (mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
    errno = 0;
  printf("both at once: %s\n", strerror(errno));
  printf("library: %s\n", dlopen(PATH, RTLD_NOW) ? "open" : dlerror());
  return 0;
}
#endif
