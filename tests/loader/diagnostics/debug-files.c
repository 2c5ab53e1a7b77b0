// LD_DEBUG=files: what is loaded for whom, also later: what opens and closes it, and when it goes.
// RUN: echo 'int value;' | %cc -xc -shared -fPIC -nostdlib - -Wl,-soname,late.so -o %t.so
// RUN: %cc %s -DLATE='"%t.so"' -o %t
// RUN: env LD_DEBUG=files %t 2>&1 | sed -Ef %S/Inputs/debug.sed -e '/ld-linux/d' > %t.expected
// RUN: env LD_DEBUG=files %ld-seal --seal=none %t 2>&1 | sed -Ef %S/Inputs/debug.sed -e '/ld-linux/d' > %t.actual
// RUN: FileCheck %s < %t.expected
// RUN: FileCheck %s < %t.actual
// RUN: grep -E 'opening|closing|NODELETE|needed by|calling|program|control' %t.expected > %t.1
// RUN: grep -E 'opening|closing|NODELETE|needed by|calling|program|control' %t.actual | diff %t.1 -
// CHECK: file=libc.so.6 [0];  needed by {{.*}} [0]
// CHECK: file=libc.so.6 [0];  generating link map
// CHECK-NEXT: dynamic: ADDRESS  base: ADDRESS   size: ADDRESS
// CHECK-NEXT: entry: ADDRESS  phdr: ADDRESS  phnum: {{ *[0-9]+$}}
// CHECK: initialize program: {{.*}}files.c.tmp
// CHECK: in the program's constructor
// CHECK: transferring control: {{.*}}files.c.tmp
// CHECK: file={{.*}}.so [0];  dynamically loaded by {{.*}} [0]
// CHECK: file={{.*}}.so [0];  generating link map
// CHECK: calling init: {{.*}}files.c.tmp.so
// CHECK: opening file={{.*}}.so [0]; direct_opencount=1
// CHECK: opening file={{.*}}.so [0]; direct_opencount=2
// CHECK: closing file={{.*}}.so; direct_opencount=1
// CHECK: calling fini: {{.*}}files.c.tmp.so [0]
// CHECK: file={{.*}}.so [0];  destroying link map
// CHECK: marking {{.*}}.so [0] as NODELETE
// CHECK: calling fini:  [0]
#include <dlfcn.h>
#include <unistd.h>
static const char text[] = "in the program's constructor\n";
__attribute__((constructor)) static void construct(void) { write(2, text, sizeof text - 1); }
int main() {
  void *first = dlopen(LATE, RTLD_NOW), *second = dlopen(LATE, RTLD_NOW);
  dlclose(first);
  dlclose(second);
  dlopen(LATE, RTLD_NOW);
  dlopen(LATE, RTLD_NOW | RTLD_NODELETE);
}
