// A library opened later whose variables must lie in the static TLS block (initial exec): 1600 bytes of them fit, as
// they do natively. In threads that run already they are there as well.
// RUN: %cc -shared -fPIC -ftls-model=initial-exec -DLIBRARY %s -o %t.so
// RUN: %cc -pthread -DPATH='"%t.so"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: thread: initial 5
// CHECK: main: initial 5
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

#ifdef LIBRARY
static __thread int variables[400] = {[399] = 5};
int last(void) { return variables[399]; }
#else
static pthread_barrier_t barrier;
static int (*last)(void);
static void* run(void* unused) {
  pthread_barrier_wait(&barrier);
  pthread_barrier_wait(&barrier);
  printf("thread: initial %d\n", last());
  return 0;
}
int main(void) {
  pthread_t thread;
  pthread_barrier_init(&barrier, 0, 2);
  pthread_create(&thread, 0, run, 0);
  pthread_barrier_wait(&barrier);
  void* library = dlopen(PATH, RTLD_NOW);
  if (!library) {
    puts(dlerror());
    return 1;
  }
  last = (int (*)(void))dlsym(library, "last");
  pthread_barrier_wait(&barrier);
  pthread_join(thread, 0);
  printf("main: initial %d\n", last());
  return 0;
}
#endif
