// Threads that walk the list of objects while others fork: children walk it too. (Under the system's loader a child
// finds the list's lock as another thread held it, and waits for ever: it is not asked.)
// RUN: %cc -O1 -pthread %s -o %t
// RUN: %ld-seal %t | FileCheck %s
// RUN: %ld-seal --seal=none %t | FileCheck %s
// CHECK: children 300, failures 0
#define _GNU_SOURCE
#include <link.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int stop;
static int look(struct dl_phdr_info* info, size_t size, void* seen) {
  ++*(int*)seen;
  return 0;
}
static int walk(void) {
  int seen = 0;
  dl_iterate_phdr(look, &seen);
  return seen;
}
static void* walk_on(void* unused) {
  while (!stop)
    walk();
  return unused;
}
static int walk_and_fork(struct dl_phdr_info* info, size_t size, void* child) {
  if (!*(pid_t*)child && (*(pid_t*)child = fork()) == 0)
    _exit(walk() > 1 ? 0 : 1);
  return 0;
}
int main(void) {
  pthread_t threads[3];
  for (int i = 0; i < 3; i++)
    pthread_create(&threads[i], 0, walk_on, 0);
  int children = 0, bad = 0, status;
  for (; children < 299; children++) {
    pid_t child = fork();
    if (child == 0) {
      alarm(600);
      _exit(walk() > 1 ? 0 : 1);
    }
    waitpid(child, &status, 0);
    bad += status != 0;
  }
  // A walk that forks keeps the lock: the parent walks on, and so does the child.
  pid_t child = 0;
  dl_iterate_phdr(walk_and_fork, &child);
  waitpid(child, &status, 0);
  bad += status != 0;
  children++;
  stop = 1;
  for (int i = 0; i < 3; i++)
    pthread_join(threads[i], 0);
  printf("children %d, failures %d\n", children, bad + (walk() < 2));
  return 0;
}
