// Each mmap and each mprotect of a dlopen fails once with ENOMEM, one a run: whatever it was for, the dlopen succeeds, or
// gives NULL and a text; the next one succeeds.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.needed.so
// RUN: %cc -shared -fPIC -DOPENED %s %t.needed.so -o %t.so
// RUN: %cc -DPATH='"%t.so"' %s -o %t
// RUN: %both %t | FileCheck %s
// RUN: %ld-seal --seal=none %t | FileCheck %s
// CHECK: some failed, all went on
#ifdef LIBRARY
static __thread int own = 40;
int needed(void) { return own; }
#elif defined OPENED
int needed(void);
int opened(void) { return needed() + 2; }
#else
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>
enum { kOpened, kRefused, kSilent, kNotAgain, kWrong, kNotReached };
static void open_traced(void) {
  ptrace(PTRACE_TRACEME, 0, 0, 0);
  kill(getpid(), 19); // SIGSTOP
  void* library = dlopen(PATH, RTLD_NOW);
  syscall(SYS_getppid); // the end, for the tracer
  int outcome = library ? kOpened : dlerror() ? kRefused : kSilent;
  if (!library && !(library = dlopen(PATH, RTLD_NOW)))
    _exit(kNotAgain);
  int (*opened)(void) = (int (*)(void))dlsym(library, "opened");
  _exit(opened && opened() == 42 && dlclose(library) == 0 ? outcome : kWrong);
}
// Lets the call with this number fail.
static int fail_call(int number) {
  pid_t child = fork();
  if (child == 0)
    open_traced();
  int status, reached = 0;
  waitpid(child, &status, 0);
  for (int entry = 1, at = 0; !reached; entry = !entry) {
    ptrace(PTRACE_SYSCALL, child, 0, 0);
    if (waitpid(child, &status, 0) < 0 || !WIFSTOPPED(status))
      return 100 + status;
    long call = ptrace(PTRACE_PEEKUSER, child, offsetof(struct user, regs.orig_rax), 0);
    if (!entry || (call != SYS_mmap && call != SYS_mprotect && call != SYS_getppid))
      continue;
    if (call == SYS_getppid)
      break;
    if (at++ < number)
      continue;
    ptrace(PTRACE_POKEUSER, child, offsetof(struct user, regs.orig_rax), -1L);
    ptrace(PTRACE_SYSCALL, child, 0, 0);
    waitpid(child, &status, 0);
    ptrace(PTRACE_POKEUSER, child, offsetof(struct user, regs.rax), (long)-ENOMEM);
    reached = 1;
  }
  ptrace(PTRACE_DETACH, child, 0, 0);
  waitpid(child, &status, 0);
  if (!WIFEXITED(status))
    return 100 + status;
  return reached ? WEXITSTATUS(status) : kNotReached;
}
int main(void) {
  int failed = 0, outcome;
  for (int number = 0; (outcome = fail_call(number)) != kNotReached; number++) {
    failed += outcome == kRefused;
    if (outcome > kRefused)
      return printf("call %d: %d\n", number, outcome);
  }
  puts(failed ? "some failed, all went on" : "none failed");
  return 0;
}
#endif
