// A malloc that takes a lock of its own may be called by the loader for a new thread's storage while another thread holds that
// lock and asks the loader for a symbol: neither waits for the other for ever.
// RUN: %cc -O1 -pthread -rdynamic %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: threads: 300, symbols found: 1
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

void* __libc_calloc(size_t, size_t);
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static volatile int begun, done, found = 1;
void* calloc(size_t count, size_t size) {
  pthread_mutex_lock(&lock);
  void* memory = __libc_calloc(count, size);
  pthread_mutex_unlock(&lock);
  return memory;
}
static void* ask(void* unused) {
  while (!done) {
    pthread_mutex_lock(&lock);
    found &= dlsym(RTLD_DEFAULT, "main") != NULL;
    pthread_mutex_unlock(&lock);
    begun = 1;
  }
  return unused;
}
static void* nothing(void* unused) { return unused; }
static char stack[1 << 18] __attribute__((aligned(4096))); // libc has no dtv for it yet

int main(void) {
  alarm(600); // what waits for ever fails
  pthread_t asking, thread;
  pthread_create(&asking, NULL, ask, NULL);
  while (!begun)
    usleep(1000);
  int threads = 0;
  for (int i = 0; i < 300; i++) {
    pthread_attr_t own;
    pthread_attr_init(&own);
    pthread_attr_setstack(&own, stack, sizeof stack);
    threads += pthread_create(&thread, &own, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0;
  }
  done = 1;
  pthread_join(asking, NULL);
  printf("threads: %d, symbols found: %d\n", threads, found);
  return 0;
}
