// What the loader keeps of the libraries (its objects, their scopes, what dlclose will call) is read-only but for the
// time of a change: before the first constructor, while constructors of a library that is opened run, and after any
// of the calls that change it, from any thread. Who writes to it in between dies.
// RUN: %dso -DLIBRARY -Wl,-z,now %s -o %t.so
// RUN: %cc -I%inputs %s -DLIBRARY_PATH='"%t.so"' -o %t
// RUN: %ld-seal %t | FileCheck %s
// Libraries that stay open, and go:
// RUN: %ld-seal --policy=no-dlopen %t | FileCheck %s
// RUN: env LD_SEAL=none %ld-seal --seal=none %t | FileCheck %s --check-prefix=UNSEALED
// CHECK: in the first constructor: r--p
// CHECK-NEXT: in a library's constructor: r--p
// CHECK-NEXT: opened: r--p
// CHECK-NEXT: opened in vain: r--p
// CHECK-NEXT: in threads: r--p
// CHECK-NEXT: in a library's constructor: r--p
// CHECK-NEXT: in a namespace: r--p
// CHECK-NEXT: closed: r--p
// CHECK-NEXT: in a child: r--p
// CHECK-NEXT: a write: Segmentation fault
// Without sealing nothing is guarded, and nothing costs.
// UNSEALED-NOT: r--p
// UNSEALED: in the first constructor: not read-only
// UNSEALED: in a child: not read-only
#include "Inputs/smaps.h"

static void find_state(const struct mapping* m, void* state) {
  if (is_loader_state(m))
    *(struct mapping*)state = *m;
}

static struct mapping show_state(const char* when) {
  struct mapping state = {.end = 0};
  for_each_mapping(find_state, &state);
  put(when), put(": "), put(state.end ? state.protection : "not read-only"), put("\n");
  return state;
}

#ifdef LIBRARY
CONSTRUCTOR static void look(void) { show_state("in a library's constructor"); }
int text(void) { return 1; }
#else
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

CONSTRUCTOR static void look(void) { show_state("in the first constructor"); }

static void* use(void* library) {
  for (int i = 0; i < 50; i++) {
    int (*text)(void) = (int (*)(void))dlsym(library, "text");
    if (!text || text() != 1)
      return "wrong";
    dlsym(RTLD_DEFAULT, "text");
    void* again = dlopen(LIBRARY_PATH, RTLD_NOW);
    Dl_info info;
    if (!again || !dladdr((void*)text, &info) || dlclose(again))
      return "wrong";
  }
  return 0;
}

int main(void) {
  void* library = dlopen(LIBRARY_PATH, RTLD_NOW);
  if (!library)
    return 1;
  show_state("opened");
  if (dlopen("/nowhere/lib.so", RTLD_NOW))
    return 2;
  show_state("opened in vain");
  pthread_t threads[4];
  for (int i = 0; i < 4; i++)
    if (pthread_create(&threads[i], 0, use, library))
      return 3;
  for (int i = 0; i < 4; i++) {
    void* wrong;
    if (pthread_join(threads[i], &wrong) || wrong)
      return 4;
  }
  show_state("in threads");
  if (!dlmopen(LM_ID_NEWLM, LIBRARY_PATH, RTLD_NOW))
    return 5;
  show_state("in a namespace");
  if (dlclose(library))
    return 6;
  show_state("closed");
  pid_t child = fork();
  if (child == 0) {
    struct mapping state = show_state("in a child");
    if (state.end)
      *(volatile char*)state.start = 1;
    _exit(0);
  }
  int status;
  waitpid(child, &status, 0);
  put("a write: "), put(WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "done"), put("\n");
  return 0;
}
#endif
