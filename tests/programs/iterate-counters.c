// dl_iterate_phdr's counters tell a cache whether objects came or went: an open adds as many as it brings, a close
// subtracts what goes, anything else changes nothing; each object is named once, with its program headers.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.needed.so
// RUN: %cc -shared -fPIC -DLIBRARY %s -Wl,--no-as-needed %t.needed.so -o %t.so
// RUN: %cc -DPATH='"%t.so"' %s -o %t
// RUN: %both --env LD_SEAL=none %t | FileCheck %s
// CHECK: open: 2 added, 0 subtracted, 2 more
// CHECK-NEXT: open again: 0 added, 0 subtracted, 0 more
// CHECK-NEXT: close once: 0 added, 0 subtracted, 0 more
// CHECK-NEXT: close: 0 added, 2 subtracted, -2 more
// CHECK-NEXT: odd: 0
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>

#ifdef LIBRARY
int variable;
#else
struct counts {
  long adds, subs, objects, odd;
};
static int count(struct dl_phdr_info* info, size_t size, void* to) {
  struct counts* counts = to;
  counts->adds = (long)info->dlpi_adds;
  counts->subs = (long)info->dlpi_subs;
  counts->objects++;
  int loads = 0;
  for (int i = 0; i < info->dlpi_phnum; i++)
    loads += info->dlpi_phdr[i].p_type == PT_LOAD;
  counts->odd += loads == 0 || !info->dlpi_name || size < sizeof *info;
  return 0;
}
static struct counts last;
static void show(const char* what) {
  struct counts now = {0};
  dl_iterate_phdr(count, &now);
  if (what)
    printf("%s: %ld added, %ld subtracted, %ld more\n", what, now.adds - last.adds, now.subs - last.subs,
           now.objects - last.objects);
  last = now;
}
int main(void) {
  show(0);
  void* library = dlopen(PATH, RTLD_NOW);
  show("open");
  dlopen(PATH, RTLD_NOW);
  show("open again");
  dlclose(library);
  show("close once");
  dlclose(library);
  show("close");
  printf("odd: %ld\n", last.odd);
  return 0;
}
#endif
