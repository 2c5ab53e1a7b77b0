// dlerror tells why a file could not be opened or read, by path and by name: a folder, a name that is too long, a file that
// reading fails for, no descriptor left. A library can be opened again when there are descriptors.
// RUN: %cc %s -o %t
// RUN: %both %t | FileCheck %s --match-full-lines
// CHECK: /tmp: cannot read file data: Is a directory
// CHECK-NEXT: /dev/null: file too short
// CHECK-NEXT: /proc/self/mem: cannot read file data: Input/output error
// CHECK-NEXT: {{a+}}: cannot open shared object file: File name too long
// CHECK-NEXT: /{{a+}}: cannot open shared object file: File name too long
// CHECK-NEXT: libm.so.6: cannot open shared object file: Too many open files
// CHECK-NEXT: {{/.*}}/libm.so.6: cannot open shared object file: Too many open files
// CHECK-NEXT: libm.so.6: opened
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

static void try(const char* name) {
  void* library = dlopen(name, RTLD_NOW);
  if (library)
    printf("%s: opened\n", name);
  else
    puts(dlerror());
}
int main(void) {
  static char name[302] = "/";
  memset(name + 1, 'a', sizeof name - 2);
  try("/tmp");
  try("/dev/null");
  try("/proc/self/mem");
  try(name + 1);
  try(name);
  struct rlimit usual, none;
  getrlimit(RLIMIT_NOFILE, &usual);
  none = usual;
  none.rlim_cur = 0;
  setrlimit(RLIMIT_NOFILE, &none);
  try("libm.so.6");
  try("/lib/x86_64-linux-gnu/libm.so.6");
  setrlimit(RLIMIT_NOFILE, &usual);
  try("libm.so.6");
  return 0;
}
