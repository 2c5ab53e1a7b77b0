// Another thread opens and closes libraries while exit runs destructors, some of which do so too.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.1.so
// RUN: cp %t.1.so %t.2.so
// RUN: cp %t.1.so %t.3.so
// RUN: %cc -pthread -DPATH='"%t"' %s -o %t
// RUN: %both --status=7 %t
// RUN: %both --status=7 %t
// RUN: %both --status=7 %t
#include <dlfcn.h>
#include <stdlib.h>

#ifdef LIBRARY
int variable = 1;
__attribute__((destructor)) static void destruct(void) { variable = 0; }
#else
#include <pthread.h>
#include <semaphore.h>
static sem_t begun;
static void open_and_close(const char* path) {
  void* library = dlopen(path, RTLD_NOW);
  if (!library || !dlsym(library, "variable"))
    abort();
  dlclose(library);
}
static void* work(void* unused) {
  (void)unused;
  for (int i = 0;; i++) {
    open_and_close(PATH ".1.so");
    open_and_close(PATH ".2.so");
    if (i == 10)
      sem_post(&begun);
  }
  return NULL;
}
__attribute__((destructor)) static void destruct(void) {
  for (int i = 0; i < 30; i++) {
    open_and_close(PATH ".3.so");
    open_and_close(PATH ".1.so");
  }
}
int main(void) {
  sem_init(&begun, 0, 0);
  for (int i = 0; i < 2; i++) {
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    sem_wait(&begun);
  }
  dlopen(PATH ".3.so", RTLD_NOW);
  exit(7);
}
#endif
