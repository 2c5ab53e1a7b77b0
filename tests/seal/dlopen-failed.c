// A dlopen that fails half way (a dependency of the library is missing) leaves nothing behind: no mapping, and the
// library can be opened when the dependency is there.
// REQUIRES: mseal
// RUN: rm -rf %t.dir && mkdir -p %t.dir
// RUN: %dso -DDEPENDENCY %s -Wl,-soname,dependency.so -o %t.dir/hidden.so
// RUN: %dso -DLIBRARY %s %t.dir/hidden.so -Wl,-rpath,%t.dir -o %t.dir/library.so
// RUN: %cc -I%inputs %s -DDIRECTORY='"%t.dir"' -o %t
// RUN: %ld-seal %t | FileCheck %s
// CHECK: failed: {{.*}}dependency.so
// CHECK: mappings of the library=0
// CHECK: answer=42
// CHECK: text=r-xp sealed
#include "Inputs/smaps.h"

#if defined DEPENDENCY
int answer(void) { return 42; }
#elif defined LIBRARY
int answer(void);
int ask(void) { return answer(); }
#else
#include <dlfcn.h>
#include <stdio.h>

static void count_library(const struct mapping* m, void* count) {
  *(int*)count += equal(short_name(m), "library.so");
}

int main(void) {
  setbuf(stdout, 0);
  if (!dlopen(DIRECTORY "/library.so", RTLD_NOW))
    printf("failed: %s\n", dlerror());
  int count = 0;
  for_each_mapping(count_library, &count);
  show_int("mappings of the library", count);
  rename(DIRECTORY "/hidden.so", DIRECTORY "/dependency.so");
  void* library = dlopen(DIRECTORY "/library.so", RTLD_NOW);
  if (!library) {
    puts(dlerror());
    return 1;
  }
  int (*ask)(void) = (int (*)(void))dlsym(library, "ask");
  show_int("answer", ask());
  show_mapping("text", (void*)ask);
  return 0;
}
#endif
