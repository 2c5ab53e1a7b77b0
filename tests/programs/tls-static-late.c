// Static TLS given out late. A library opened again and again does not use up the room; a library that is open already
// gets its variables, with their values, for one that reaches them by initial exec; but not once a thread has used
// them where they were, which is an error.
// RUN: %cc -shared -fPIC -ftls-model=initial-exec -DAGAIN %s -o %t.again.so
// RUN: %cc -shared -fPIC -DDEFINES=variable %s -o %t.variable.so
// RUN: %cc -shared -fPIC -ftls-model=initial-exec -DUSES=variable %s %t.variable.so -o %t.uses-variable.so
// RUN: %cc -shared -fPIC -DDEFINES=used %s -o %t.used.so
// RUN: %cc -shared -fPIC -ftls-model=initial-exec -DUSES=used %s %t.used.so -o %t.uses-used.so
// RUN: %cc -DPATH='"%t"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: opened 200 times
// CHECK: by initial exec: 42
// CHECK: dynamic: 42
// CHECK: dynamic: 42
// CHECK: {{.*}}cannot allocate memory in static TLS block
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#if defined AGAIN
static __thread int variables[20];
int get(void) { return variables[0]; }
#elif defined DEFINES
__thread int DEFINES = 42;
int get(void) { return DEFINES; }
#elif defined USES
extern __thread int USES;
int get_static(void) { return USES; }
#else
static void* library(const char* path) {
  void* opened = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  if (!opened) {
    char* error = dlerror();
    char* more = strstr(error, "block");
    if (more)
      more[5] = 0; /* ld-seal goes on to say why */
    puts(error);
  }
  return opened;
}
static int call(void* from, const char* name) {
  int (*function)(void) = (int (*)(void))dlsym(from, name);
  return function();
}
int main(void) {
  int times = 0;
  void* again;
  while (times < 200 && (again = library(PATH ".again.so"))) {
    times += call(again, "get") == 0;
    dlclose(again);
  }
  printf("opened %d times\n", times);
  void* variable = library(PATH ".variable.so");
  printf("by initial exec: %d\n", call(library(PATH ".uses-variable.so"), "get_static"));
  printf("dynamic: %d\n", call(variable, "get"));
  printf("dynamic: %d\n", call(library(PATH ".used.so"), "get"));
  library(PATH ".uses-used.so");
  return 0;
}
#endif
