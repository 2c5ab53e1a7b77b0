// A destructor opens its own library while dlclose unloads it: the library stays, ended, and is constructed again when it
// is opened the next time. Under glibc's loader the destructor's handle dangles.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -rdynamic -DPATH='"%t.so"' %s -o %t
// RUN: %ld-seal --seal=none %t | FileCheck %s
// CHECK: constructed
// CHECK-NEXT: destructed
// CHECK-NEXT: reopened: 1
// CHECK-NEXT: closed
// CHECK-NEXT: constructed
// CHECK-NEXT: opened: 1
// CHECK-NEXT: destructed
// CHECK-NOT: destructed
#include <dlfcn.h>
#include <stdio.h>

#ifdef LIBRARY
__attribute__((constructor)) static void construct(void) { puts("constructed"); }
__attribute__((destructor)) static void destruct(void) {
  puts("destructed");
  void (*reopen)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "reopen");
  reopen();
}
#else
static int reopens = 1;
void reopen(void) {
  if (reopens-- > 0)
    printf("reopened: %d\n", dlopen(PATH, RTLD_NOW) != NULL);
}
int main(void) {
  dlclose(dlopen(PATH, RTLD_NOW));
  puts("closed");
  printf("opened: %d\n", dlopen(PATH, RTLD_NOW) != NULL);
  return 0;
}
#endif
