// What a program asks about itself: dl_iterate_phdr, dladdr, dlinfo, RTLD_NEXT, _r_debug through DT_DEBUG.
// RUN: %cc -rdynamic %s -o %t
// RUN: %both --filter='s/0x[0-9a-f]+//g; s/ld-[a-z]+-x86-64/ld/' %t | FileCheck %s
// CHECK: first object is the program: yes
// CHECK: libc among them: yes
// CHECK: main is in introspection.c.tmp
// CHECK: printf is in libc.so.6
// CHECK: next puts: yes
// CHECK: r_debug lists them: yes
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

static int count, program_first, libc_found;
static int visit(struct dl_phdr_info* info, size_t size, void* data) {
  if (count++ == 0)
    program_first = info->dlpi_name[0] == 0;
  libc_found |= strstr(info->dlpi_name, "/libc.so.6") != 0;
  return 0;
}

static const char* base(const char* path) { return strrchr(path, '/') ? strrchr(path, '/') + 1 : path; }

extern ElfW(Dyn) _DYNAMIC[];
int main(void) {
  dl_iterate_phdr(visit, 0);
  printf("first object is the program: %s\n", program_first ? "yes" : "no");
  printf("libc among them: %s\n", libc_found ? "yes" : "no");
  Dl_info info;
  dladdr((void*)main, &info);
  printf("main is in %s\n", base(info.dli_fname));
  dladdr(dlsym(RTLD_DEFAULT, "printf"), &info);
  printf("%s is in %s\n", "printf", base(info.dli_fname));
  printf("next puts: %s\n", dlsym(RTLD_NEXT, "puts") == (void*)puts ? "yes" : "no");
  int listed = 0;
  for (ElfW(Dyn)* d = _DYNAMIC; d->d_tag; d++)
    if (d->d_tag == DT_DEBUG)
      for (struct link_map* map = ((struct r_debug*)d->d_un.d_ptr)->r_map; map; map = map->l_next)
        listed |= strstr(map->l_name, "/libc.so.6") != 0;
  printf("r_debug lists them: %s\n", listed ? "yes" : "no");
  return 0;
}
