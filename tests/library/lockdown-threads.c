// A lockdown while other threads open, look up and close libraries: each of their calls comes before it or after it.
// REQUIRES: mseal
// RUN: %dso -DLIBRARY -Wl,-z,now %s -o %t.so
// RUN: %cc -O1 -pthread %s -DLIBRARY_PATH='"%t.so"' %libldseal -o %t
// RUN: for i in 1 2 3 4 5 6 7 8 9 10; do %ld-seal %t && %ld-seal --policy=no-dlopen %t || exit 1; done | FileCheck %s
// CHECK-COUNT-20: locked down, 4 threads went on
#ifdef LIBRARY
int answer(void) { return 42; }
#else
#define _GNU_SOURCE
#include <dlfcn.h>
#include <ldseal/seal.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static atomic_int stop, ready;

// Whether all went as it may: an open fails after the lockdown, and only then.
static void* work(void* unused) {
  long rounds = 0;
  while (!stop) {
    void* library = dlopen(LIBRARY_PATH, RTLD_NOW);
    if (library) {
      int (*answer)(void) = (int (*)(void))dlsym(library, "answer");
      if (!answer || answer() != 42 || dlclose(library))
        return 0;
    }
    void* libc = dlopen("libc.so.6", RTLD_LAZY);
    if (!libc || !dlsym(RTLD_DEFAULT, "puts") || dlclose(libc))
      return 0;
    if (++rounds == 3)
      ready++;
  }
  return (void*)rounds;
}

int main(void) {
  pthread_t threads[4];
  for (int i = 0; i < 4; i++)
    pthread_create(&threads[i], 0, work, 0);
  while (ready < 4)
    usleep(100);
  int result = ldseal_lockdown(LDSEAL_LOCKDOWN_NO_DLOPEN, 0);
  usleep(2000);
  stop = 1;
  int went_on = 0;
  for (int i = 0; i < 4; i++) {
    void* rounds;
    pthread_join(threads[i], &rounds);
    went_on += rounds != 0;
  }
  printf("%s, %d threads went on\n", result ? "not locked down" : "locked down", went_on);
  return 0;
}
#endif
