// The main thread lives, for all who ask, until it ends: it can be asked for its scheduling, and joined.
// RUN: %cc -pthread %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: scheduling: Success, clock: Success, name: Success, attributes: Success, detached 0
// CHECK-NEXT: try to join: Device or resource busy
// CHECK-NEXT: it still runs
// CHECK-NEXT: joined: Success, result 7
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static pthread_t main_thread;

static void* join(void* unused) {
  (void)unused;
  void* result = NULL;
  int error = pthread_join(main_thread, &result);
  printf("joined: %s, result %ld\n", strerror(error), (long)result);
  fflush(stdout);
  _exit(0);
}

int main(void) {
  main_thread = pthread_self();
  int policy;
  struct sched_param parameter;
  clockid_t clock;
  char name[16];
  pthread_attr_t attributes;
  int detached = -1;
  printf("scheduling: %s", strerror(pthread_getschedparam(main_thread, &policy, &parameter)));
  printf(", clock: %s", strerror(pthread_getcpuclockid(main_thread, &clock)));
  printf(", name: %s", strerror(pthread_getname_np(main_thread, name, sizeof name)));
  printf(", attributes: %s", strerror(pthread_getattr_np(main_thread, &attributes)));
  pthread_attr_getdetachstate(&attributes, &detached);
  printf(", detached %d\n", detached == PTHREAD_CREATE_DETACHED);
  printf("try to join: %s\n", strerror(pthread_tryjoin_np(main_thread, NULL)));
  fflush(stdout);
  pthread_t other;
  pthread_create(&other, NULL, join, NULL);
  printf("it still runs\n");
  fflush(stdout);
  pthread_exit((void*)7);
}
