// A library with thread-local variables that is closed and opened again, where nothing is sealed: every thread that had a
// copy gets a new one with the first values, though another library may have taken the module's place meanwhile.
// REQUIRES: tls-descriptors
// RUN: %cc -shared -fPIC -DLIBRARY=10 %s -o %t.10.so
// RUN: %cc -shared -fPIC -DLIBRARY=20 -DSIZE=5000 %s -o %t.20.so
// RUN: %cc -shared -fPIC -mtls-dialect=gnu2 -DLIBRARY=30 %s -o %t.30.so
// RUN: %cc -shared -fPIC -mtls-dialect=gnu2 -DLIBRARY=40 -DSIZE=300 -DALIGN=256 %s -o %t.40.so
// RUN: %cc -pthread -DPATH='"%t"' %s -o %t
// RUN: %both --env LD_SEAL=none %t | FileCheck %s
// CHECK: wrong: 0
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef LIBRARY
#ifndef SIZE
#define SIZE 1
#endif
#ifndef ALIGN
#define ALIGN 8
#endif
static __thread struct {
  int value;
  int zeros[SIZE];
} variable __attribute__((aligned(ALIGN))) = {LIBRARY, {0}};
/* Whether it has its first values; changes them. */
int check(int first) {
  int right = (unsigned long)&variable % ALIGN == 0;
  for (int i = 0; i < SIZE; i++)
    right &= variable.zeros[i] == (first ? 0 : LIBRARY);
  right &= variable.value == LIBRARY + !first;
  variable.value = LIBRARY + 1;
  for (int i = 0; i < SIZE; i++)
    variable.zeros[i] = LIBRARY;
  return right;
}
#else
enum { kThreads = 3, kRounds = 200 };
static pthread_barrier_t barrier;
static void* libraries[2];
static int wrong;
static void check(int is_first) {
  for (int i = 0; i < 2; i++)
    if (!((int (*)(int))dlsym(libraries[i], "check"))(is_first))
      __atomic_fetch_add(&wrong, 1, __ATOMIC_RELAXED);
}
static void* run(void* number) {
  for (int round = 0; round < kRounds; round++) {
    pthread_barrier_wait(&barrier);
    if ((round + (long)number) % 3) { /* not all ask each time */
      check(1);
      check(0);
    }
    pthread_barrier_wait(&barrier);
  }
  return 0;
}
int main(void) {
  pthread_t threads[kThreads];
  pthread_barrier_init(&barrier, 0, kThreads + 1);
  for (long i = 0; i < kThreads; i++)
    pthread_create(&threads[i], 0, run, (void*)i);
  for (int round = 0; round < kRounds; round++) {
    for (int i = 0; i < 2; i++) {
      char path[4096];
      snprintf(path, sizeof path, "%s.%d.so", PATH, 10 * (1 + (round + i * (1 + round / 4 % 3)) % 4));
      libraries[i] = dlopen(path, RTLD_NOW);
    }
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < 2; i++)
      dlclose(libraries[i]);
  }
  for (int i = 0; i < kThreads; i++)
    pthread_join(threads[i], 0);
  printf("wrong: %d\n", wrong);
  return 0;
}
#endif
