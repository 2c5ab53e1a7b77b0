// Threads: each with thread-local variables of the program and of a library, in every model; created many times
// over, so that stacks and their TLS blocks are used again; then pthread_cancel and a destructor of thread data.
// RUN: %cc -O1 -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -O1 -pthread %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: wrong=0
// CHECK: thread data destroyed
// CHECK: cancelled
// CHECK: main keeps 1000 2000
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

extern __thread int of_library;
int* dynamic_of_library(void);
#ifdef LIBRARY
__thread int of_library = 1;
static __thread int dynamic = 2;
int* dynamic_of_library(void) { return &dynamic; }
#else
static __thread int of_program = 3;
static __thread char zeros[3000];

static void* work(void* argument) {
  long id = (long)argument, wrong = 0;
  wrong += of_library != 1 || *dynamic_of_library() != 2 || of_program != 3;
  for (unsigned i = 0; i < sizeof zeros; i++)
    wrong += zeros[i] != 0, zeros[i] = 1;
  of_library = id, *dynamic_of_library() = id, of_program = id;
  sched_yield();
  wrong += of_library != id || *dynamic_of_library() != id || of_program != id;
  return (void*)wrong;
}

static pthread_key_t key;
static void destroy(void* unused) { puts("thread data destroyed"); }
static pthread_barrier_t ready;
static void* wait_for_cancel(void* unused) {
  pthread_setspecific(key, &key);
  pthread_barrier_wait(&ready);
  for (;;)
    pause();
}

int main(void) {
  of_library = 1000, *dynamic_of_library() = 2000;
  long wrong = 0;
  for (int round = 0; round < 50; round++) {
    pthread_t threads[8];
    for (long i = 0; i < 8; i++)
      pthread_create(&threads[i], 0, work, (void*)(round * 8 + i + 10));
    for (int i = 0; i < 8; i++) {
      void* result;
      pthread_join(threads[i], &result);
      wrong += (long)result;
    }
  }
  printf("wrong=%ld\n", wrong);
  fflush(stdout);
  pthread_key_create(&key, destroy);
  pthread_barrier_init(&ready, 0, 2);
  pthread_t thread;
  pthread_create(&thread, 0, wait_for_cancel, 0);
  pthread_barrier_wait(&ready);
  pthread_cancel(thread);
  void* result;
  pthread_join(thread, &result);
  puts(result == PTHREAD_CANCELED ? "cancelled" : "not cancelled");
  printf("main keeps %d %d\n", of_library, *dynamic_of_library());
  return 0;
}
#endif
