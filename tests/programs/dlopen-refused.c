// What no dlopen opens: programs, libraries that say so (-z nodlopen), files that are none or are for another machine.
// RUN: rm -rf %t.dir && mkdir -p %t.dir
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.dir/library.so
// RUN: %cc -shared -fPIC -DLIBRARY -Wl,-z,nodlopen %s -o %t.dir/noopen.so
// RUN: %cc -pie -fPIE -DOTHER %s -o %t.dir/pie
// RUN: %cc -no-pie -DOTHER %s -o %t.dir/exec
// RUN: %cc -c -DLIBRARY %s -o %t.dir/object.o
// RUN: : > %t.dir/empty && printf '\177ELF' > %t.dir/magic && cp %t.dir/library.so %t.dir/class32
// RUN: printf '\001' | dd of=%t.dir/class32 bs=1 seek=4 conv=notrunc status=none && cp %t.dir/library.so %t.dir/machine
// RUN: printf '\050' | dd of=%t.dir/machine bs=1 seek=18 conv=notrunc status=none
// RUN: %cc -DFOLDER='"%t.dir/"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: library.so: opened
// CHECK-NEXT: noopen.so: refused
// CHECK-NEXT: pie: refused
// CHECK-NEXT: exec: refused
// CHECK-NEXT: object.o: refused
// CHECK-NEXT: empty: refused
// CHECK-NEXT: magic: refused
// CHECK-NEXT: class32: refused
// CHECK-NEXT: machine: refused
// CHECK-NEXT: nowhere/library.so: refused
// CHECK-NEXT: library.so/library.so: refused
#include <dlfcn.h>
#include <stdio.h>

#ifdef LIBRARY
int variable;
#elif defined OTHER
int main(void) { return 0; }
#else
int main(void) {
  static const char* const names[] = {"library.so", "noopen.so", "pie",     "exec",    "object.o",          "empty",
                                      "magic",      "class32",   "machine", "nowhere/library.so", "library.so/library.so"};
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    char path[4096];
    snprintf(path, sizeof path, "%s%s", FOLDER, names[i]);
    dlerror();
    void* library = dlopen(path, RTLD_NOW);
    const char* error = dlerror();
    printf("%s: %s\n", names[i], library ? "opened" : error ? "refused" : "refused without a word");
  }
  return 0;
}
#endif
