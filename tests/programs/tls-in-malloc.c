// A malloc that counts its calls in thread-local variables is called by the loader itself for dtvs that grow and for blocks of
// objects that were opened later. It finds its variables meanwhile, in the main thread and in others, also when module ids are reused.
// RUN: %cc -shared -fPIC -DMALLOC %s -o %t.malloc.so
// RUN: for i in $(seq 0 39); do %cc -shared -fPIC -DLIBRARY=$i %s -o %t.$i.so || exit 1; done
// RUN: %cc -pthread -DPATH='"%t"' %s %t.malloc.so -o %t
// RUN: %both %t | FileCheck %s
// RUN: %both --env LD_SEAL=none %t | FileCheck %s
// CHECK: main thread: right 40, counted 1
// CHECK-NEXT: other thread: right 40, counted 1
// CHECK-NEXT: reused: right 40
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

#ifdef MALLOC
extern void* __libc_malloc(size_t);
extern void* __libc_calloc(size_t, size_t);
extern void* __libc_realloc(void*, size_t);
extern void __libc_free(void*);
__thread unsigned counter __attribute__((tls_model("global-dynamic")));
void* malloc(size_t size) { return ++counter, __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return ++counter, __libc_calloc(count, size); }
void* realloc(void* memory, size_t size) { return ++counter, __libc_realloc(memory, size); }
void free(void* memory) { ++counter, __libc_free(memory); }
#elif defined(LIBRARY)
static __thread int value = LIBRARY;
int get(void) { return value; }
#else
extern __thread unsigned counter;
static void* handles[40];
static int right(int i) {
  int (*get)(void) = (int (*)(void))dlsym(handles[i], "get");
  return get && get() == i;
}
static void open_one(int i) {
  char path[4096];
  snprintf(path, sizeof path, "%s.%d.so", PATH, i);
  handles[i] = dlopen(path, RTLD_NOW);
}
static void* all(void* name) {
  int count = 0;
  for (int i = 0; i < 40; ++i)
    count += right(i);
  printf("%s: right %d, counted %d\n", (char*)name, count, counter > 0);
  fflush(stdout);
  return NULL;
}
static void* wait_then_all(void* barrier) {
  pthread_barrier_wait(barrier);
  pthread_barrier_wait(barrier);
  return all("other thread");
}
int main(void) {
  pthread_barrier_t barrier;
  pthread_barrier_init(&barrier, NULL, 2);
  pthread_t other;
  pthread_create(&other, NULL, wait_then_all, &barrier);
  pthread_barrier_wait(&barrier);
  for (int i = 0; i < 40; ++i) {
    open_one(i);
    right(i);
  }
  all("main thread");
  pthread_barrier_wait(&barrier);
  pthread_join(other, NULL);
  int count = 0;
  for (int i = 0; i < 40; ++i) {
    dlclose(handles[i]);
    open_one(i);
    count += right(i);
  }
  printf("reused: right %d\n", count);
  return 0;
}
#endif
