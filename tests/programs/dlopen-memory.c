// Programs that look for optional libraries, or open and close one, do so all their lives: nothing stays behind of a
// dlopen that finds nothing or fails, of a dlsym that fails, and of an open and a close.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -shared -fPIC -DBROKEN %s -o %t.broken.so
// RUN: %cc -DPATH='"%t"' %s -o %t
// RUN: %both %t | FileCheck %s
// RUN: %ld-seal --seal=none %t | FileCheck %s
// CHECK: absent: nothing
// CHECK: undefined symbol: nothing
// CHECK: opened and closed: nothing
// CHECK: already open: nothing
// CHECK: dlsym: nothing
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>

#ifdef LIBRARY
int variable;
#elif defined BROKEN
extern int nowhere;
int* pointer = &nowhere;
#else
static long resident(void) { /* KiB of its own, counted page by page: statm is an estimate */
  char line[200];
  long size = 0;
  FILE* file = fopen("/proc/self/smaps_rollup", "r");
  while (file && fgets(line, sizeof line, file))
    if (sscanf(line, "Anonymous: %ld kB", &size) == 1)
      break;
  if (file)
    fclose(file);
  return size;
}
static void report(const char* what, long before, int rounds) {
  long each = (resident() - before) * 1024 / rounds;
  if (each < 24) /* noise: the record of an object takes fifty times that */
    printf("%s: nothing\n", what);
  else
    printf("%s: %ld bytes each time\n", what, each);
}
static void test(const char* what, const char* name) {
  enum { kRounds = 10000 };
  long before = 0;
  for (int i = -10; i < kRounds; i++) {
    if (i == 0)
      before = resident();
    void* library = dlopen(name, RTLD_NOW);
    if (library)
      dlclose(library);
  }
  report(what, before, kRounds);
}
int main(void) {
  test("absent", "libabsent.so");
  test("undefined symbol", PATH ".broken.so");
  test("opened and closed", PATH ".so");
  void* library = dlopen(PATH ".so", RTLD_NOW);
  test("already open", PATH ".so");
  long before = resident();
  for (int i = 0; i < 10000; i++)
    if (dlvsym(library, "nowhere", "V1"))
      puts("what?");
  report("dlsym", before, 10000);
  return 0;
}
#endif
