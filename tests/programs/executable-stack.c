// A program, or a library of it, that asks for an executable stack gets it, its threads as well; a library that is
// opened later and asks for one makes the stacks executable that are there. Nobody else has one.
// REQUIRES: late-executable-stacks
// RUN: %cc -shared -fPIC -DLIBRARY -Wl,-z,execstack %s -o %t.lib.so
// RUN: %cc -pthread %s -o %t.plain
// RUN: %cc -pthread -Wl,-z,execstack %s -o %t.program
// RUN: %cc -pthread %s -Wl,--no-as-needed %t.lib.so -o %t.library
// RUN: %cc -pthread -DLATER='"%t.lib.so"' %s -o %t.later
// RUN: %both %t.plain | FileCheck %s --check-prefix=PLAIN
// RUN: %both %t.program | FileCheck %s --check-prefix=EXECUTABLE
// RUN: %both %t.library | FileCheck %s --check-prefix=EXECUTABLE
// RUN: %both %t.later | FileCheck %s --check-prefixes=LATER,EXECUTABLE
// PLAIN: main thread: rw-p
// PLAIN-NEXT: thread: rw-p
// LATER: running thread before: rw-p
// LATER-NEXT: main thread before: rw-p
// LATER-NEXT: running thread after: rwxp
// EXECUTABLE: main thread: rwxp
// EXECUTABLE-NEXT: thread: rwxp
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

#ifdef LIBRARY
int variable;
#else
static void show(const char* what) {
  char line[1000], protection[8];
  unsigned long start, end, here = (unsigned long)&line;
  FILE* maps = fopen("/proc/self/maps", "r");
  while (fgets(line, sizeof line, maps))
    if (sscanf(line, "%lx-%lx %7s", &start, &end, protection) == 3 && here >= start && here < end)
      printf("%s: %s\n", what, protection);
  fclose(maps);
}
static void* run(void* what) {
  show(what);
  return 0;
}
#ifdef LATER
static pthread_barrier_t barrier;
static void* wait_and_run(void* unused) {
  show("running thread before");
  pthread_barrier_wait(&barrier);
  pthread_barrier_wait(&barrier);
  show("running thread after");
  return 0;
}
#endif
int main(void) {
  pthread_t thread;
#ifdef LATER
  pthread_barrier_init(&barrier, 0, 2);
  pthread_create(&thread, 0, wait_and_run, 0);
  pthread_barrier_wait(&barrier);
  show("main thread before");
  if (!dlopen(LATER, RTLD_NOW))
    puts(dlerror());
  pthread_barrier_wait(&barrier);
  pthread_join(thread, 0);
#endif
  show("main thread");
  pthread_create(&thread, 0, run, "thread");
  pthread_join(thread, 0);
  return 0;
}
#endif
