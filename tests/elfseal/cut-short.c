// A file that another program cuts short while it is read: one line says so, nothing is written, and the other files are done. Here
// a preloaded library is the other program.
// RUN: rm -rf %t && mkdir %t && %cc -shared -fPIC %s -o %t/cutter.so && %cc %S/Inputs/program.c -o %t/whole
// RUN: for mode in --mark --unmark "--mark -o %t/new" "--mark --dry-run" --show --check --audit; do cp %t/whole %t/cut; \
// RUN:   %exits 3 env LD_PRELOAD=%t/cutter.so %elfseal $mode %t/cut 2>&1 >%t/said || exit 1; \
// RUN:   test "$(stat -c %%s %t/cut)" = 4096 && test "$(ls -A %t)" = "$(printf 'cut\ncutter.so\nsaid\nwhole')" || exit 1; done \
// RUN:   | FileCheck %s
// RUN: cp %t/whole %t/cut && cp %t/whole %t/other && %exits 3 env LD_PRELOAD=%t/cutter.so %elfseal --mark %t/cut %t/other 2> %t/said
// RUN: %elfseal --check %t/other
// CHECK-COUNT-7: {{^}}elfseal: {{.*}}/cut: a part of it cannot be read: another program cut it short, or its disk failed; try again{{$}}
// CHECK-NOT: {{.}}
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void* mmap(void* address, size_t size, int protection, int flags, int fd, off_t offset) {
  void* (*const next)(void*, size_t, int, int, int, off_t) = dlsym(RTLD_NEXT, "mmap");
  void* const mapped = next(address, size, protection, flags, fd, offset);
  char link[32], path[4096] = "";
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  if (fd >= 0 && readlink(link, path, sizeof path - 1) > 4 &&
      strcmp(path + strlen(path) - 4, "/cut") == 0 && truncate(path, 4096) != 0)
    perror("truncate");
  return mapped;
}
