// A signal handler may use the thread-local variables of a library opened later, once its thread has used them: by
// general dynamic access and by descriptor. Other threads open and close libraries with variables meanwhile, and so does it.
// REQUIRES: tls-descriptors
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.gd.so
// RUN: %cc -shared -fPIC -mtls-dialect=gnu2 -DLIBRARY %s -o %t.desc.so
// RUN: for i in 0 1 2 3 4 5 6 7; do cp %t.gd.so %t.$i.so || exit 1; done
// RUN: %cc -O1 -pthread -DPATH='"%t"' %s -o %t
// RUN: %both %t .gd.so | FileCheck %s
// RUN: %both %t .desc.so | FileCheck %s
// RUN: %both --env LD_SEAL=none %t .desc.so | FileCheck %s
// CHECK: threads that counted all signals: 3
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef LIBRARY
static __thread long counter;
static __thread char more[3000];
long count(long more_by) {
  more[more_by] = 1;
  return counter += more_by;
}
#else
static long (*count)(long);
static int right;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static __thread volatile long handled;
static void handle(int signal) {
  count(1);
  handled++;
}
static void* run(void* unused) {
  count(0);
  for (int i = 0; i < 4000; i++) {
    pthread_kill(pthread_self(), SIGUSR1);
    free(malloc((size_t)i));
    if (i % 100 == 0) {
      char path[4096];
      snprintf(path, sizeof path, "%s.%d.so", PATH, i / 100 % 8);
      void* library = dlopen(path, RTLD_NOW);
      ((long (*)(long))dlsym(library, "count"))(2);
      dlclose(library);
    }
  }
  pthread_mutex_lock(&lock);
  right += count(0) == handled && handled == 4000;
  pthread_mutex_unlock(&lock);
  return 0;
}
int main(int argc, char** argv) {
  char path[4096];
  snprintf(path, sizeof path, "%s%s", PATH, argv[1]);
  count = (long (*)(long))dlsym(dlopen(path, RTLD_NOW), "count");
  struct sigaction action = {.sa_handler = handle};
  sigaction(SIGUSR1, &action, 0);
  pthread_t threads[2];
  for (int i = 0; i < 2; i++)
    pthread_create(&threads[i], 0, run, 0);
  run(0);
  for (int i = 0; i < 2; i++)
    pthread_join(threads[i], 0);
  printf("threads that counted all signals: %d\n", right);
  return 0;
}
#endif
