// Of this loader's half of a start nothing is left but the loader itself and its own memory: no other file stays mapped or open.
// REQUIRES: musl-gcc
// RUN: %cc %s -o %t
// RUN: musl-gcc %s -o %t.musl
// RUN: %both --env LD_SEAL_HOST=chain %t | FileCheck %s
// RUN: %both --env LD_SEAL_HOST=chain --env LD_SEAL=all %t | FileCheck %s
// RUN: %both %t.musl | FileCheck %s
// RUN: %both --env LD_LIBRARY_PATH=/nowhere %t.musl | FileCheck %s
// CHECK: mapped: {{.*}}libc.so
// CHECK-NOT: ld.so.cache
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int compare(const void* a, const void* b) { return strcmp(*(char**)a, *(char**)b); }
int main(void) {
  static char lines[1000][512];
  static char* found[1000];
  int count = 0;
  FILE* maps = fopen("/proc/self/maps", "r");
  while (count < 900 && fgets(lines[count], sizeof lines[0], maps)) {
    char* path = strchr(lines[count], '/');
    if (!path || strstr(path, "/ld-seal-") || strstr(path, "/memfd:ld-seal:"))
      continue;
    found[count++] = strrchr(path, '/');
  }
  qsort(found, count, sizeof *found, compare);
  for (int i = 0; i < count; i++)
    if (i == 0 || strcmp(found[i - 1], found[i]) != 0)
      printf("mapped: %s", found[i]);
  DIR* descriptors = opendir("/proc/self/fd");
  for (struct dirent* each; (each = readdir(descriptors));) {
    char link[512] = "", path[300];
    snprintf(path, sizeof path, "/proc/self/fd/%s", each->d_name);
    if (readlink(path, link, sizeof link - 1) > 0)
      printf("open: %s %s\n", each->d_name, strncmp(link, "pipe:", 5) ? strncmp(link, "/proc/", 6) ? link : "/proc" : "pipe");
  }
  return 0;
}
