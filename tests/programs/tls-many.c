// Thirty libraries with thread-local variables, opened one after the other, by both dialects of TLS: each thread, the
// ones that ran before and the ones that come, has its own copy with its first value, however far its dtv has to grow.
// REQUIRES: tls-descriptors
// RUN: for i in 0 1 2 3 4 5 6 7 8 9; do %cc -shared -fPIC -DLIBRARY=1$i %s -o %t.1$i.so \
// RUN:   && %cc -shared -fPIC -mtls-dialect=gnu2 -DLIBRARY=2$i %s -o %t.2$i.so \
// RUN:   && %cc -shared -fPIC -O2 -mtls-dialect=gnu2 -DLIBRARY=3$i %s -o %t.3$i.so || exit 1; done
// RUN: %cc -pthread -DPATH='"%t"' %s -o %t
// RUN: %both %t | FileCheck %s
// RUN: %ld-seal --seal=none %t | FileCheck %s
// CHECK: running thread: 30 of 30, again 30
// CHECK-NEXT: new thread: 30 of 30, again 30
// CHECK-NEXT: main thread: 30 of 30, again 30
// CHECK-NEXT: ended: 90 destructors
#ifdef LIBRARY
static __thread struct {
  int value;
  long pad[20];
  double number;
} variable = {LIBRARY, {0}, 0.5};
int take(double keep) { /* a vector register is live across the access */
  variable.number += keep;
  int right = variable.value == LIBRARY && variable.number == 0.5 + keep;
  variable.number = 0.5;
  return right;
}
int set(int value) { return variable.value == LIBRARY ? (variable.value = value, 1) : 0; }
int get(void) { return variable.value; }
#else
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static void* libraries[30];
static atomic_int destructors;
static pthread_key_t key;
static pthread_barrier_t barrier;
static void destruct(void* unused) { destructors += 30; }
static void use(const char* who) {
  int right = 0, again = 0;
  pthread_setspecific(key, libraries);
  for (int i = 0; i < 30; i++)
    right += ((int (*)(double))dlsym(libraries[i], "take"))(i * 0.25) && ((int (*)(int))dlsym(libraries[i], "set"))(i);
  for (int i = 30; i-- > 0;)
    again += ((int (*)(void))dlsym(libraries[i], "get"))() == i;
  printf("%s: %d of 30, again %d\n", who, right, again);
}
static void* run(void* waits) {
  if (waits) {
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier);
  }
  use(waits ? "running thread" : "new thread");
  return 0;
}
static void* run_main(void* unused) {
  use("main thread");
  return 0;
}
int main(void) {
  pthread_t thread;
  pthread_key_create(&key, destruct);
  pthread_barrier_init(&barrier, 0, 2);
  pthread_create(&thread, 0, run, &barrier);
  pthread_barrier_wait(&barrier);
  for (int i = 0; i < 30; i++) {
    char path[4096];
    snprintf(path, sizeof path, "%s.%d.so", PATH, 10 + i);
    if (!(libraries[i] = dlopen(path, RTLD_NOW)))
      puts(dlerror());
  }
  pthread_barrier_wait(&barrier);
  pthread_join(thread, 0);
  pthread_create(&thread, 0, run, 0);
  pthread_join(thread, 0);
  run_main(0);
  destruct(0);
  printf("ended: %d destructors\n", destructors);
  return 0;
}
#endif
