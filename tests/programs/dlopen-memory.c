// Programs that look for optional libraries, or open and close one, do so all their lives: a dlopen that finds nothing
// keeps next to nothing, and a dlclose no more than the record of the object.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -DPATH='"%t.so"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: absent: little
// CHECK: opened and closed: little
#include <dlfcn.h>
#include <stdio.h>

#ifdef LIBRARY
int variable;
#else
static long resident(void) { /* KiB */
  long size = 0, pages = 0;
  FILE* file = fopen("/proc/self/statm", "r");
  if (!file || fscanf(file, "%ld %ld", &size, &pages) != 2)
    return 0;
  fclose(file);
  return pages * 4;
}
static void test(const char* what, const char* name, int rounds, int bytes_each) {
  long before = resident();
  for (int i = 0; i < rounds; i++) {
    void* library = dlopen(name, RTLD_NOW);
    if (library)
      dlclose(library);
  }
  long each = (resident() - before) * 1024 / rounds;
  if (each <= bytes_each)
    printf("%s: little\n", what);
  else
    printf("%s: %ld bytes each time\n", what, each);
}
int main(void) {
  test("absent", "libabsent.so", 10000, 200);
  test("opened and closed", PATH, 10000, 3200);
  return 0;
}
#endif
