// dlmopen: a namespace of its own has its own copies of libraries, libc among them, with their own variables and TLS;
// what is opened from inside stays inside; the base namespace does not see it; the last dlclose ends it, but where
// its objects are sealed.
// RUN: %cc -shared -fPIC -DLIBRARY -DNAME=inner %s -o %t.inner.so
// RUN: %cc -shared -fPIC -DLIBRARY -DNAME=outer %s -Wl,-rpath,'$ORIGIN' %t.inner.so -o %t.outer.so
// RUN: %cc -pthread -DPATH='"%t"' %s -o %t
// RUN: %both %t | FileCheck %s
// RUN: %both --env LD_SEAL=none %t again | FileCheck %s --check-prefixes=CHECK,AGAIN
// CHECK: base: counter 1 2, thread-local 1 2
// CHECK-NEXT: new namespace: counter 1, thread-local 1
// CHECK-NEXT: base: counter 3, thread-local 3
// CHECK-NEXT: namespace number is right: 1 0
// CHECK-NEXT: libc of its own: 1, its environment: value
// CHECK-NEXT: formatted by its libc: 42 3.50
// CHECK-NEXT: errno is shared: 1
// CHECK-NEXT: opened from inside: same namespace 1
// CHECK-NEXT: not seen from outside: 1
// CHECK-NEXT: thread: counter 3, thread-local 1
// CHECK-NEXT: into it: counter 4
// CHECK-NEXT: no global: invalid mode
// CHECK-NEXT: no such: invalid target namespace in dlmopen()
// CHECK-NEXT: no file: invalid namespace
// CHECK-NEXT: missing: 1
// AGAIN-NEXT: twenty times: 20
// CHECK-NEXT: end of main
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef LIBRARY
int counter;
__thread int local;
int count(void) { return ++counter; }
int count_local(void) { return ++local; }
void* libc_function(void) { return (void*)snprintf; }
const char* environment(const char* name) { return getenv(name); }
void format(char* out, size_t size) { snprintf(out, size, "%d %.2f", 42, 3.5); }
int set_errno(void) {
  errno = 77;
  return 0;
}
void* open_inside(const char* path) { return dlopen(path, RTLD_NOW); }
#else
static void* library;
static void* symbol(void* from, const char* name) {
  void* found = dlsym(from, name);
  if (!found)
    puts(dlerror());
  return found;
}
static int call(void* from, const char* name) { return ((int (*)(void))symbol(from, name))(); }
static long space_of(void* handle) {
  Lmid_t number = -1;
  dlinfo(handle, RTLD_DI_LMID, &number);
  return number;
}
static void* run(void* unused) {
  int counter = call(library, "count");
  printf("thread: counter %d, thread-local %d\n", counter, call(library, "count_local"));
  return 0;
}
int main(int argc, char** argv) {
  setenv("VARIABLE", "value", 1);
  void* base = dlopen(PATH ".inner.so", RTLD_NOW);
  printf("base: counter %d", call(base, "count"));
  printf(" %d", call(base, "count"));
  printf(", thread-local %d", call(base, "count_local"));
  printf(" %d\n", call(base, "count_local"));
  library = dlmopen(LM_ID_NEWLM, PATH ".inner.so", RTLD_NOW);
  if (!library) {
    puts(dlerror());
    return 1;
  }
  printf("new namespace: counter %d", call(library, "count"));
  printf(", thread-local %d\n", call(library, "count_local"));
  printf("base: counter %d", call(base, "count"));
  printf(", thread-local %d\n", call(base, "count_local"));
  printf("namespace number is right: %ld %ld\n", space_of(library), space_of(base));
  printf("libc of its own: %d", ((void* (*)(void))symbol(library, "libc_function"))() != (void*)snprintf);
  const char* value = ((const char* (*)(const char*))symbol(library, "environment"))("VARIABLE");
  printf(", its environment: %s\n", value ? value : "none");
  char text[100];
  ((void (*)(char*, size_t))symbol(library, "format"))(text, sizeof text);
  printf("formatted by its libc: %s\n", text);
  errno = 0;
  call(library, "set_errno");
  printf("errno is shared: %d\n", errno == 0 || errno == 77);
  void* inside = ((void* (*)(const char*))symbol(library, "open_inside"))(PATH ".outer.so");
  printf("opened from inside: same namespace %d\n", inside && space_of(inside) == space_of(library));
  printf("not seen from outside: %d\n", !dlopen(PATH ".outer.so", RTLD_NOW | RTLD_NOLOAD));
  call(library, "count");
  pthread_t thread;
  pthread_create(&thread, 0, run, 0);
  pthread_join(thread, 0);
  void* again = dlmopen(space_of(library), PATH ".inner.so", RTLD_NOW);
  printf("into it: counter %d\n", call(again, "count"));
  if (!dlmopen(LM_ID_NEWLM, PATH ".inner.so", RTLD_NOW | RTLD_GLOBAL))
    printf("no global: %s\n", strstr(dlerror(), "invalid"));
  if (!dlmopen(9, PATH ".inner.so", RTLD_NOW))
    printf("no such: %s\n", strstr(dlerror(), "invalid"));
  if (!dlmopen(LM_ID_NEWLM, 0, RTLD_NOW))
    printf("no file: %s\n", strstr(dlerror(), "invalid"));
  printf("missing: %d\n", !dlmopen(LM_ID_NEWLM, PATH ".nowhere.so", RTLD_NOW));
  dlclose(again);
  dlclose(inside);
  dlclose(library);
  if (argc > 1) {
    int times = 0;
    for (int i = 0; i < 20; i++) {
      void* next = dlmopen(LM_ID_NEWLM, PATH ".inner.so", RTLD_NOW);
      times += next && dlclose(next) == 0;
    }
    printf("twenty times: %d\n", times);
  }
  puts("end of main");
  return 0;
}
#endif
