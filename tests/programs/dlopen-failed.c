// A dlopen that fails, at whatever step, leaves no mapping, no descriptor and no record behind. (A file cut short kills
// the program under the system's loader.)
// RUN: rm -rf %t.dir && mkdir -p %t.dir
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.dir/fine.so
// RUN: %cc -shared -fPIC -DGONE %s -Wl,-soname,gone.so -o %t.dir/gone.so
// RUN: %cc -shared -fPIC -DLIBRARY %s -Wl,--no-as-needed %t.dir/gone.so %t.dir/fine.so -o %t.dir/dependency.so
// RUN: %cc -shared -fPIC -DUNDEFINED %s -Wl,--no-as-needed %t.dir/fine.so -o %t.dir/undefined.so
// RUN: echo "V1 { global: versioned; };" > %t.dir/v1 && echo "V2 { global: versioned; };" > %t.dir/v2
// RUN: %cc -shared -fPIC -DVERSIONED %s -Wl,-soname,versioned.so,--version-script,%t.dir/v2 -o %t.dir/versioned.so
// RUN: %cc -shared -fPIC -DUSES_VERSION %s %t.dir/versioned.so -Wl,-rpath,%t.dir -o %t.dir/version.so
// RUN: %cc -shared -fPIC -DVERSIONED %s -Wl,-soname,versioned.so,--version-script,%t.dir/v1 -o %t.dir/versioned.so
// RUN: %cc -shared -fPIC -ftls-model=initial-exec -DTLS %s -o %t.dir/tls.so
// RUN: head -c 5000 %t.dir/fine.so > %t.dir/short.so && echo text > %t.dir/text.so && rm %t.dir/gone.so
// RUN: %cc -DFOLDER='"%t.dir/"' %s -o %t
// RUN: %both %t | FileCheck %s
// RUN: %ld-seal %t %t.dir/short.so | FileCheck %s --check-prefixes=CHECK,SHORT
// RUN: %ld-seal --seal=none %t %t.dir/short.so | FileCheck %s --check-prefixes=CHECK,SHORT
// CHECK: absent.so: refused, nothing left
// CHECK-NEXT: dependency.so: refused, nothing left
// CHECK-NEXT: undefined.so: refused, nothing left
// CHECK-NEXT: version.so: refused, nothing left
// CHECK-NEXT: tls.so: refused, nothing left
// CHECK-NEXT: text.so: refused, nothing left
// CHECK-NEXT: directory: refused, nothing left
// SHORT-NEXT: short.so: refused, nothing left
// CHECK-NEXT: fine.so: not there
#if defined LIBRARY
int fine = 1;
#elif defined GONE
int gone;
#elif defined UNDEFINED
extern int nowhere;
int* pointer = &nowhere;
#elif defined VERSIONED
int versioned(void) { return 1; }
#elif defined USES_VERSION
int versioned(void);
int (*use(void))(void) { return versioned; }
#elif defined TLS
__thread char large[100000];
char* get(void) { return large; }
#else
#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

/* Of mappings that are not the heap: their number and size. */
static void look(unsigned long* mappings, unsigned long* bytes, int* descriptors) {
  char line[1000];
  *mappings = *bytes = 0;
  *descriptors = 0;
  FILE* maps = fopen("/proc/self/maps", "r");
  while (fgets(line, sizeof line, maps)) {
    unsigned long start, end;
    if (strstr(line, "[heap]") || sscanf(line, "%lx-%lx", &start, &end) != 2)
      continue;
    ++*mappings;
    *bytes += end - start;
  }
  fclose(maps);
  DIR* folder = opendir("/proc/self/fd");
  while (readdir(folder))
    ++*descriptors;
  closedir(folder);
}
static void test(const char* name, const char* path) {
  unsigned long before[2], after[2];
  int before_fds, after_fds;
  dlopen(path, RTLD_NOW); /* what the first failure needs for its message may stay */
  dlerror();
  look(&before[0], &before[1], &before_fds);
  void* library = dlopen(path, RTLD_NOW);
  look(&after[0], &after[1], &after_fds);
  int same = before[0] == after[0] && before[1] == after[1] && before_fds == after_fds;
  printf("%s: %s, %s left\n", name, library ? "opened" : "refused", same ? "nothing" : "something");
}
int main(int argc, char** argv) {
  const char* names[] = {"absent.so", "dependency.so", "undefined.so", "version.so", "tls.so", "text.so"};
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    char path[4096];
    snprintf(path, sizeof path, "%s%s", FOLDER, names[i]);
    test(names[i], path);
  }
  test("directory", FOLDER);
  if (argc > 1)
    test("short.so", argv[1]);
  printf("fine.so: %s\n", dlopen(FOLDER "fine.so", RTLD_NOW | RTLD_NOLOAD) ? "there" : "not there");
  return 0;
}
#endif
