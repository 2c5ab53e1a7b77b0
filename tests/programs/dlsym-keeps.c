// dlsym(RTLD_DEFAULT) is a reference of who calls it: what it found stays as long as the caller, whatever is closed.
// With a handle, and with RTLD_NEXT, it is none.
// RUN: %cc -shared -fPIC -DPROVIDER=1 %s -o %t.1.so
// RUN: %cc -shared -fPIC -DPROVIDER=2 %s -o %t.2.so
// RUN: %cc -shared -fPIC -DPROVIDER=3 %s -o %t.3.so
// RUN: %cc -shared -fPIC -DUSER %s -o %t.user.so
// RUN: %cc -DPATH='"%t"' %s -o %t
// RUN: %both --env LD_SEAL=none %t | FileCheck %s
// CHECK: end of 1
// CHECK-NEXT: by handle: closed
// CHECK-NEXT: by default, of user: closed, value 2
// CHECK-NEXT: end of user
// CHECK-NEXT: end of 2
// CHECK-NEXT: user: closed
// CHECK-NEXT: by default, of main: closed, value 3
// CHECK-NEXT: end of main
// CHECK-NEXT: end of 3
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>

#define STRING(x) #x
#define NAMED(x) STRING(x)
#define JOIN(a, b) a##b
#define JOINED(a, b) JOIN(a, b)
#ifdef PROVIDER
int JOINED(value, PROVIDER) = PROVIDER;
__attribute__((destructor)) static void destruct(void) { puts("end of " NAMED(PROVIDER)); }
#elif defined USER
int* find(const char* name) { return dlsym(RTLD_DEFAULT, name); }
__attribute__((destructor)) static void destruct(void) { puts("end of user"); }
#else
int main(void) {
  void* first = dlopen(PATH ".1.so", RTLD_NOW | RTLD_GLOBAL);
  dlsym(first, "value1");
  dlclose(first);
  puts("by handle: closed");
  void* second = dlopen(PATH ".2.so", RTLD_NOW | RTLD_GLOBAL);
  void* user = dlopen(PATH ".user.so", RTLD_NOW);
  int* value = ((int* (*)(const char*))dlsym(user, "find"))("value2");
  dlclose(second);
  printf("by default, of user: closed, value %d\n", *value);
  dlclose(user);
  puts("user: closed");
  void* third = dlopen(PATH ".3.so", RTLD_NOW | RTLD_GLOBAL);
  value = dlsym(RTLD_DEFAULT, "value3");
  dlclose(third);
  printf("by default, of main: closed, value %d\n", *value);
  puts("end of main");
  return 0;
}
#endif
