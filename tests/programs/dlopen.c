// dlopen, dlsym, dlvsym, dlclose, dlerror; RTLD_NOLOAD, RTLD_LOCAL and RTLD_GLOBAL; the program's own handle.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -rdynamic -DPATH='"%t.so"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: cos(0)=1
// CHECK: not there: {{.*}}libnowhere.so{{.*}}No such file
// CHECK: no symbol: {{.*}}nowhere
// CHECK: not loaded yet
// CHECK: library constructed
// CHECK: answer=42, from the program=7
// CHECK: local: not found by default
// CHECK: global: found by default
// CHECK: same handle
// CHECK: versioned=1
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>

#ifdef LIBRARY
int of_program(void);
__attribute__((constructor)) static void construct(void) { puts("library constructed"); }
int answer(void) { return 42; }
int calls_program(void) { return of_program(); }
#else
int of_program(void) { return 7; }
int main(void) {
  void* libm = dlopen("libm.so.6", RTLD_NOW);
  double (*cosine)(double) = (double (*)(double))dlsym(libm, "cos");
  printf("cos(0)=%g\n", cosine(0));
  if (!dlopen("libnowhere.so", RTLD_NOW))
    printf("not there: %s\n", dlerror());
  if (!dlsym(libm, "nowhere"))
    printf("no symbol: %s\n", dlerror());
  if (!dlopen(PATH, RTLD_NOW | RTLD_NOLOAD))
    puts("not loaded yet");
  void* library = dlopen(PATH, RTLD_NOW | RTLD_LOCAL);
  int (*answer)(void) = (int (*)(void))dlsym(library, "answer");
  int (*calls_program)(void) = (int (*)(void))dlsym(library, "calls_program");
  printf("answer=%d, from the program=%d\n", answer(), calls_program());
  dlerror();
  if (!dlsym(RTLD_DEFAULT, "answer"))
    puts("local: not found by default");
  void* again = dlopen(PATH, RTLD_NOW | RTLD_GLOBAL);
  if (dlsym(RTLD_DEFAULT, "answer") == (void*)answer)
    puts("global: found by default");
  if (again == library)
    puts("same handle");
  printf("versioned=%d\n", dlvsym(RTLD_DEFAULT, "puts", "GLIBC_2.2.5") == (void*)puts);
  dlclose(again);
  dlclose(library);
  return 0;
}
#endif
