// fork, exec, wait, and a thread in the child.
// RUN: %cc -pthread %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: thread in the child
// CHECK: executed
// CHECK: statuses 5 0
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void* thread_main(void* unused) {
  puts("thread in the child");
  return 0;
}

int main(void) {
  int first, second;
  if (fork() == 0) {
    pthread_t thread;
    pthread_create(&thread, 0, thread_main, 0);
    pthread_join(thread, 0);
    fflush(stdout);
    _exit(5);
  }
  wait(&first);
  if (fork() == 0) {
    execl("/bin/echo", "echo", "executed", (char*)0);
    _exit(6);
  }
  wait(&second);
  printf("statuses %d %d\n", WEXITSTATUS(first), WEXITSTATUS(second));
  return 0;
}
