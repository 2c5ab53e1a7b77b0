// A child of fork may use dlsym and dlerror at once, whatever other threads did with them at that moment.
// RUN: %cc -pthread %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: children that did not end: 0
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void* look(void* unused) {
  for (;;) {
    dlsym(RTLD_DEFAULT, "nowhere");
    dlerror();
  }
  return 0;
}

int main(void) {
  pthread_t thread;
  for (int i = 0; i < 3; i++)
    pthread_create(&thread, 0, look, 0);
  int killed = 0;
  for (int i = 0; i < 1000 && !killed; i++) {
    pid_t child = fork();
    if (child == 0) {
      alarm(600);
      dlsym(RTLD_DEFAULT, "nowhere else");
      _exit(dlerror() ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    killed += status != 0;
  }
  printf("children that did not end: %d\n", killed);
  return 0;
}
