// A dlopen for which address space runs out, wherever that is, gives NULL and a text, and the program goes on: with the
// limit raised the same dlopen succeeds.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.needed.so
// RUN: %cc -shared -fPIC -DOPENED %s %t.needed.so -o %t.so
// RUN: %cc -DPATH='"%t.so"' %s -o %t
// RUN: %both %t | FileCheck %s
// RUN: %ld-seal --seal=none %t | FileCheck %s
// CHECK: without more: refused
// CHECK: with 3072 KiB more: opened
// CHECK: between: as it should be
#ifdef LIBRARY
static __thread int own = 40;
int needed(void) { return own; }
#elif defined OPENED
int needed(void);
int opened(void) { return needed() + 2; }
#else
#include <dlfcn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
enum { kOpened, kRefused, kSilent, kNotAgain, kWrong };
static long address_space(void) {
  long pages = 0;
  FILE* file = fopen("/proc/self/statm", "r");
  if (fscanf(file, "%ld", &pages) != 1)
    return 0;
  fclose(file);
  return pages * getpagesize();
}
static int try_with(long more) {
  pid_t child = fork();
  if (child == 0) {
    struct rlimit limit = {address_space() + more, RLIM_INFINITY};
    setrlimit(RLIMIT_AS, &limit);
    void* library = dlopen(PATH, RTLD_NOW);
    int outcome = library ? kOpened : dlerror() ? kRefused : kSilent;
    limit.rlim_cur = RLIM_INFINITY;
    setrlimit(RLIMIT_AS, &limit);
    if (!library && !(library = dlopen(PATH, RTLD_NOW)))
      _exit(kNotAgain);
    int (*opened)(void) = (int (*)(void))dlsym(library, "opened");
    _exit(opened && opened() == 42 && dlclose(library) == 0 ? outcome : kWrong);
  }
  int status;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}
int main(void) {
  static const char* const kNames[] = {"opened", "refused", "no text", "cannot be opened later",
                                       "wrong"};
  printf("without more: %s\n", kNames[try_with(0)]);
  printf("with 3072 KiB more: %s\n", kNames[try_with(3072 << 10)]);
  int wrong = 0;
  for (long more = 0; more < 256; more += 4) {
    int outcome = try_with(more << 10);
    if (outcome != kOpened && outcome != kRefused)
      wrong = printf("with %ld KiB more: %d\n", more, outcome);
  }
  puts(wrong ? "between: wrong" : "between: as it should be");
  return 0;
}
#endif
