// The sealed pages of libraries that were replaced stay: a thousand reloads cost their mappings, and no more memory of
// its own than an object's few pages each. There is a limit to them, an error of dlopen; what is open stays usable.
// REQUIRES: mseal
// RUN: %cc -shared -fPIC -DVERSION=1 %s -o %t.1.so
// RUN: %cc -shared -fPIC -DVERSION=2 %s -o %t.2.so
// RUN: cp %t.1.so %t.open.so
// RUN: %cc -DPATH='"%t"' %s -o %t
// RUN: %ld-seal %t | FileCheck %s
// CHECK: reloads without an error: 1000
// CHECK-NEXT: mappings each: {{[4-7]$}}
// CHECK-NEXT: KiB each: {{([0-9]|1[0-9]|2[0-4])$}}
// CHECK-NEXT: reloads in all: 4096
// CHECK-NEXT: too many libraries were replaced
// CHECK-NEXT: version 1
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef VERSION
int data[2000] = {VERSION};
static char bss[1 << 18];
__attribute__((constructor)) static void use(void) { memset(bss, VERSION, sizeof bss); }
int version(void) { return VERSION; }
#else
static long sum(const char* file, const char* format) {
  char line[1000];
  long count = 0, value;
  FILE* lines = fopen(file, "r");
  while (lines && fgets(line, sizeof line, lines))
    count += !format ? 1 : sscanf(line, format, &value) == 1 ? value : 0;
  fclose(lines);
  return count;
}
static int version_of(void* library) { return ((int (*)(void))dlsym(library, "version"))(); }
// Each time the name leads to another file than the time before; 0 is an error.
static int reload(int round) {
  unlink(PATH ".plugin.so");
  if (link(round % 2 ? PATH ".2.so" : PATH ".1.so", PATH ".plugin.so"))
    abort();
  void* library = dlopen(PATH ".plugin.so", RTLD_NOW);
  if (!library)
    return 0;
  if (version_of(library) != round % 2 + 1)
    abort();
  dlclose(library);
  return 1;
}
int main(void) {
  const char *maps = "/proc/self/maps", *rollup = "/proc/self/smaps_rollup", *own = "Anonymous: %ld kB";
  void* open = dlopen(PATH ".open.so", RTLD_NOW);
  reload(1);
  long mappings = sum(maps, NULL), size = sum(rollup, own);
  int round = 2;
  while (round < 1002 && reload(round))
    ++round;
  printf("reloads without an error: %d\n", round - 2);
  printf("mappings each: %ld\n", (sum(maps, NULL) - mappings) / 1000);
  printf("KiB each: %ld\n", (sum(rollup, own) - size) / 1000);
  while (reload(round))
    ++round;
  printf("reloads in all: %d\n", round - 2);
  puts(strstr(dlerror(), "too many") ? "too many libraries were replaced" : "another error");
  printf("version %d\n", version_of(open));
  return 0;
}
#endif
