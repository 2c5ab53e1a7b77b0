// dlinfo: every request, for the program, for a library of the start and for one that was opened later.
// (The program's origin is left out: glibc 2.36 has none where nobody needed it, and reads address 0.)
// RUN: %cc -shared -fPIC -DNAME=start %s -o %t.start.so
// RUN: %cc -shared -fPIC -DNAME=later %s -o %t.later.so
// RUN: %cc -shared -fPIC -DPLAIN %s -o %t.plain.so
// RUN: %cc -DPATH='"%t"' %s -Wl,--no-as-needed %t.start.so -o %t
// RUN: %both --filter='s/[^ ]*ld-[a-z0-9-]+\.so\.[0-9]+//' %t | FileCheck %s
// CHECK: program: namespace 0, map 1, origin 1, module 1, block 1, headers 1
// CHECK-NEXT: start: namespace 0, map 1, origin 1, module 1, block 1, headers 1
// CHECK-NEXT: later, unused: namespace 0, map 1, origin 1, module 1, block none, headers 1
// CHECK-NEXT: later: namespace 0, map 1, origin 1, module 1, block 1, headers 1
// CHECK-NEXT: plain: namespace 0, map 1, origin 1, module 0, block none, headers 1
// CHECK-NEXT: unknown: -1, {{.+}}
// CHECK-NEXT: profile name: -1
// CHECK-NEXT: modules differ: 1
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

#define JOIN(a, b) a##b
#define JOINED(a, b) JOIN(a, b)
#if defined NAME
__thread int JOINED(local_, NAME) = 5;
void* JOINED(local_of_, NAME)(void) { return &JOINED(local_, NAME); }
#elif defined PLAIN
int plain;
#else
void* local_of_start(void);
static __thread int local = 5;
static size_t modules[9];
static int number;
static int compare(struct dl_phdr_info* info, size_t size, void* with) {
  const ElfW(Phdr)** headers = with;
  if (info->dlpi_phdr == *headers)
    *headers = 0;
  return 0;
}
static void show(const char* title, void* handle, void* variable) {
  Lmid_t space = -1;
  struct link_map* map = 0;
  char origin[4096] = "", folder[4096] = PATH;
  *strrchr(folder, '/') = 0;
  size_t module = 99;
  void* block = (void*)1;
  const ElfW(Phdr)* headers = 0;
  int failed = dlinfo(handle, RTLD_DI_LMID, &space) | dlinfo(handle, RTLD_DI_LINKMAP, &map) |
               dlinfo(handle, RTLD_DI_TLS_MODID, &module) |
               dlinfo(handle, RTLD_DI_TLS_DATA, &block);
  if (number > 0)
    failed |= dlinfo(handle, RTLD_DI_ORIGIN, origin);
  else
    strcpy(origin, folder);
#ifdef RTLD_DI_PHDR
  int count = dlinfo(handle, RTLD_DI_PHDR, &headers);
  const ElfW(Phdr)* searched = headers;
  dl_iterate_phdr(compare, &searched);
  int found = count > 0 && headers && !searched;
#else
  int found = 1;
#endif
  if (failed)
    puts(dlerror());
  char where[20] = "none";
  if (block)
    snprintf(where, sizeof where, "%d", variable == block || (char*)variable - (char*)block < 64);
  printf("%s: namespace %ld, map %d, origin %d, module %d, block %s, headers %d\n", title, space, map == handle,
         strcmp(origin, folder) == 0, module > 0, where, found);
  modules[number++] = module;
}
int main(void) {
  show("program", dlopen(0, RTLD_NOW), &local);
  show("start", dlopen(PATH ".start.so", RTLD_NOW), local_of_start());
  void* later = dlopen(PATH ".later.so", RTLD_NOW);
  show("later, unused", later, 0);
  show("later", later, ((void* (*)(void))dlsym(later, "local_of_later"))());
  void* plain = dlopen(PATH ".plain.so", RTLD_NOW);
  show("plain", plain, 0);
  int result = dlinfo(plain, 99, &number);
  printf("unknown: %d, %s\n", result, dlerror());
  printf("profile name: %d\n", dlinfo(plain, RTLD_DI_PROFILENAME, &result));
  printf("modules differ: %d\n", modules[0] != modules[1] && modules[1] != modules[2] && modules[2] == modules[3]);
  return 0;
}
#endif
