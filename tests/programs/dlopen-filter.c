// A filter (DT_FILTER, DT_AUXILIARY) that is opened: its filtee comes with it, answers before it in the handle's scope, is
// listed before it, and goes with it. An empty name means the program.
// RUN: %cc -DWHO='"real"' -shared -fPIC %s -o %t.real.so
// RUN: %cc -DWHO='"filter"' -shared -fPIC -Wl,-F,%t.real.so %s -o %t.filter.so
// RUN: %cc -DWHO='"filter"' -shared -fPIC -Wl,-f, %s -o %t.ofprogram.so
// RUN: %cc -DWHO='"filter"' -shared -fPIC -Wl,-F,nowhere.so %s -o %t.broken.so
// RUN: %cc -DWHO='"filter"' -shared -fPIC -Wl,-f,nowhere.so %s -o %t.lonely.so
// RUN: %cc -DDIRECTORY='"%t"' -rdynamic %s -o %t
// RUN: %both --env LD_SEAL=none %t | FileCheck %s
// CHECK: begins: real
// CHECK-NEXT: begins: filter
// CHECK-NEXT: filter: real's
// CHECK-NEXT: listed: .real.so .filter.so
// CHECK-NEXT: ends: filter
// CHECK-NEXT: ends: real
// CHECK-NEXT: listed:
// CHECK-NEXT: broken: nowhere.so: cannot open shared object file: No such file or directory
// CHECK-NEXT: begins: filter
// CHECK-NEXT: lonely: filter's
// CHECK-NEXT: begins: filter
// CHECK-NEXT: ofprogram: program's

// RUN: %cc -Wl,--no-as-needed -DDIRECTORY='""' %s %t.filter.so %t.broken.so %t.lonely.so -o %t.needs \
// RUN:   -Wl,--unresolved-symbols=ignore-all
// RUN: env LD_TRACE_LOADED_OBJECTS=1 %t.needs | FileCheck %s --check-prefix=LIST
// RUN: env LD_TRACE_LOADED_OBJECTS=1 %ld-seal %t.needs | FileCheck %s --check-prefix=LIST
// LIST: .real.so (0x
// LIST-NEXT: .filter.so (0x
// LIST-NEXT: nowhere.so => not found
// LIST-NEXT: .broken.so (0x
// LIST-NEXT: nowhere.so => not found
// LIST-NEXT: .lonely.so (0x
// LIST-NEXT: libc.so.6

#ifdef WHO
#include <stdio.h>
__attribute__((constructor)) static void begin(void) { puts("begins: " WHO); }
__attribute__((destructor)) static void end(void) { puts("ends: " WHO); }
const char *who(void) { return WHO "'s"; }
#else
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
const char *who(void) { return "program's"; }

static int show_ours(struct dl_phdr_info *info, size_t size, void *data) {
  if (strstr(info->dlpi_name, DIRECTORY))
    printf(" %s", info->dlpi_name + strlen(DIRECTORY));
  return 0;
}
static void list(void) {
  printf("listed:");
  dl_iterate_phdr(show_ours, NULL);
  puts("");
}
static void *show(const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s.%s.so", DIRECTORY, name);
  void *handle = dlopen(path, RTLD_NOW);
  const char *(*function)(void) = handle ? dlsym(handle, "who") : NULL;
  printf("%s: %s\n", name, function ? function() : dlerror());
  return handle;
}
int main(void) {
  void *filter = show("filter");
  list();
  dlclose(filter);
  list();
  show("broken");
  show("lonely");
  show("ofprogram");
  fflush(stdout);
  _exit(0);
}
#endif
