// Libraries with TLS (general dynamic, and by descriptor) that are opened while threads run: each thread gets its own
// copy when it first asks.
// REQUIRES: tls-descriptors
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.gd.so
// RUN: %cc -shared -fPIC -mtls-dialect=gnu2 -DLIBRARY %s -o %t.desc.so
// RUN: %cc -pthread -DPATH='"%t.gd.so"' %s -o %t.gd
// RUN: %cc -pthread -DPATH='"%t.desc.so"' %s -o %t.desc
// RUN: %both %t.gd | FileCheck %s
// RUN: %both %t.desc | FileCheck %s
// CHECK: early thread: 100 101
// CHECK: late thread: 100 101
// CHECK: main: 100 101
// CHECK: large: 0
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

#ifdef LIBRARY
__thread int counter = 100;
__thread char large[100000];
int next(void) { return counter++; }
int large_sum(void) {
  int sum = 0;
  for (unsigned i = 0; i < sizeof large; i++)
    sum += large[i], large[i] = 1;
  return sum;
}
#else
static pthread_barrier_t barrier;
static int (*next)(void), (*large_sum)(void);
static void* early(void* unused) {
  pthread_barrier_wait(&barrier);
  pthread_barrier_wait(&barrier);
  int first = next();
  printf("early thread: %d %d\n", first, next());
  return 0;
}
static void* late(void* unused) {
  int first = next();
  printf("late thread: %d %d\n", first, next());
  return 0;
}
int main(void) {
  pthread_t thread;
  pthread_barrier_init(&barrier, 0, 2);
  pthread_create(&thread, 0, early, 0);
  pthread_barrier_wait(&barrier);
  void* library = dlopen(PATH, RTLD_NOW);
  next = (int (*)(void))dlsym(library, "next");
  large_sum = (int (*)(void))dlsym(library, "large_sum");
  pthread_barrier_wait(&barrier);
  pthread_join(thread, 0);
  pthread_create(&thread, 0, late, 0);
  pthread_join(thread, 0);
  int first = next();
  printf("main: %d %d\n", first, next());
  printf("large: %d\n", large_sum());
  dlclose(library);
  return 0;
}
#endif
