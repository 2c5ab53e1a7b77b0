// An abort, a stack-protector failure and a segmentation fault end the program as they always do.
// RUN: %cc -O0 -fstack-protector-all %s -o %t
// RUN: %both --status=SIGABRT %t abort
// RUN: %both --status=SIGSEGV %t fault
// RUN: %both --status=SIGABRT %t smash
// RUN: %both %t alternate | FileCheck %s
// CHECK: handled on the other stack
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char other_stack[65536];
static void handle(int signal) {
  char here;
  if (&here >= other_stack && &here < other_stack + sizeof other_stack)
    write(1, "handled on the other stack\n", 27);
}
__attribute__((noinline)) static void smash(volatile int n) {
  volatile char small[8];
  for (int i = 0; i < n; i++)
    small[i] = 'x';
}
int main(int argc, char** argv) {
  switch (argv[1][1]) {
  case 'b':
    abort();
  case 'a':
    *(volatile int*)8 = 1;
    break;
  case 'm':
    smash(100);
    break;
  default: {
    stack_t stack = {.ss_sp = other_stack, .ss_size = sizeof other_stack};
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_ONSTACK};
    sigaltstack(&stack, 0);
    sigaction(SIGUSR1, &action, 0);
    raise(SIGUSR1);
  }
  }
  return 0;
}
