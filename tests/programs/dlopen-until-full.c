// Libraries are opened until a process may have no more mappings: nine of ten that glibc's loader opens, then an error
// value. Their address space, and what mlockall locks of them, is at most half as much again.
// RUN: split-file %s %t
// RUN: %cc -shared -fPIC -nostdlib %t/library.c -o %t/library.so
// RUN: %cc %t/program.c -o %t/program
// RUN: %t/program %t full > %t/full.system && %ld-seal %t/program %t full > %t/full.sealed
// RUN: %t/program %t > %t/size.system && %ld-seal %t/program %t > %t/size.sealed
// RUN: %python %t/compare.py %t/full.system %t/size.system %t/full.sealed %t/size.sealed | FileCheck %s
// CHECK: mappings: as much
// CHECK: address space: as much
// CHECK: locked: as much
//--- compare.py
import sys
def values(*paths):
  return {name: int(value) for path in paths for name, value in (line.split() for line in open(path))}
system, sealed = values(*sys.argv[1:3]), values(*sys.argv[3:])
for what, field, right in (('mappings', 'opened', sealed['opened'] >= 0.9 * system['opened']),
                           ('address space', 'size', sealed['size'] <= 1.5 * system['size']),
                           ('locked', 'locked', sealed['locked'] <= 1.5 * system['locked'])):
  print(f'{what}: ' + ('as much' if right else f'{sealed[field]} for {system[field]}'))
//--- library.c
int data = 1;
int function(void) { return data; }
//--- program.c
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
static char library[65536], name[4096];
static long size, limit = 65530;
// A copy that no other name leads to.
static void* open_copy(const char* folder, int number) {
  snprintf(name, sizeof name, "%s/%d.%d.so", folder, getpid(), number);
  FILE* file = fopen(name, "w");
  fwrite(library, 1, size, file);
  fclose(file);
  void* handle = dlopen(name, RTLD_NOW);
  unlink(name);
  return handle;
}
static long status(const char* field) {
  static char line[4096];
  FILE* file = fopen("/proc/self/status", "r");
  long value = 0;
  while (fgets(line, sizeof line, file))
    if (strncmp(line, field, strlen(field)) == 0)
      value = atol(line + strlen(field));
  fclose(file);
  return value;
}
// Leaves room for 800 mappings.
static void fill(void) {
  FILE* file = fopen("/proc/sys/vm/max_map_count", "r");
  if (!file || fscanf(file, "%ld", &limit) != 1)
    exit(2);
  fclose(file);
  long page = getpagesize(), pages = limit + 100, made = 0;
  char* all = mmap(0, pages * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  for (; made + 2 < pages; made += 2)
    if (mprotect(all + made * page, page, PROT_READ))
      break;
  munmap(all + (made - 800) * page, (pages - made + 800) * page);
}
int main(int argc, char** argv) {
  snprintf(name, sizeof name, "%s/library.so", argv[1]);
  FILE* file = fopen(name, "r");
  size = fread(library, 1, sizeof library, file);
  fclose(file);
  if (argc > 2) {
    fill();
    int opened = 0;
    while (open_copy(argv[1], opened))
      opened++;
    printf("%s %d\n", dlerror() ? "opened" : "silent", opened);
    return 0;
  }
  long before = status("VmSize:");
  mlockall(MCL_CURRENT | MCL_FUTURE);
  long locked = status("VmLck:");
  for (int i = 0; i < 300; i++)
    if (!open_copy(argv[1], i))
      return puts(dlerror());
  printf("size %ld\nlocked %ld\n", status("VmSize:") - before, status("VmLck:") - locked);
  return 0;
}
