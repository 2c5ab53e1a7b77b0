// Threads that open and close libraries while others fork: children work, and open libraries in turn. (The system's
// loader is known to fail an assertion here now and then: it is not asked. And the libraries have no start files, whose
// destructors call __cxa_finalize: it takes a lock of libc's that a child of fork may find taken, under any loader.)
// RUN: %cc -shared -fPIC -nostartfiles -DLIBRARY %s -o %t.so
// RUN: %cc -shared -fPIC -nostartfiles -DLIBRARY %s -o %t.2.so
// RUN: %cc -O1 -pthread -DPATH='"%t"' %s -o %t
// RUN: %ld-seal %t | FileCheck %s
// RUN: %ld-seal --seal=none %t | FileCheck %s
// CHECK: children 300, failures 0
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef LIBRARY
int answer(void) { return 42; }
#else
static atomic_int stop;
static int use(const char* path, const char* name) {
  void* library = dlopen(path, RTLD_NOW);
  int fine = library && dlsym(library, name);
  if (library)
    dlclose(library);
  return fine;
}
static void* open_and_close(void* failures) {
  while (!stop) {
    *(int*)failures += !use(PATH ".so", "answer");
    *(int*)failures += !use(PATH ".2.so", "answer");
  }
  return 0;
}
int main(void) {
  int failures[2] = {0};
  pthread_t threads[2];
  for (int i = 0; i < 2; i++)
    pthread_create(&threads[i], 0, open_and_close, &failures[i]);
  int children = 0, bad = 0;
  for (; children < 300; children++) {
    pid_t child = fork();
    if (child == 0) {
      alarm(600);
      _exit(use(PATH ".so", "answer") && use(PATH ".2.so", "answer") ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    bad += status != 0;
  }
  stop = 1;
  for (int i = 0; i < 2; i++)
    pthread_join(threads[i], 0);
  printf("children %d, failures %d\n", children, bad + failures[0] + failures[1]);
  return 0;
}
#endif
