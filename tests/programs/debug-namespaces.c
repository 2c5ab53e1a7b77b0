// Debuggers find the objects of the base namespace by _r_debug, and those only: r_version is 1, also when there is another
// namespace. glibc's is 2 then, with the namespaces behind one another (docs/differences.md).
// RUN: %cc %s -o %t
// RUN: %t | FileCheck %s --check-prefixes=CHECK,GLIBC
// RUN: %ld-seal %t | FileCheck %s --check-prefixes=CHECK,SEAL
// CHECK: version 1, libm listed: 0
// GLIBC-NEXT: version 2, libm listed: 0
// SEAL-NEXT: version 1, libm listed: 0
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

static void tell(void) {
  const struct r_debug* debug = NULL;
  for (const ElfW(Dyn)* entry = _DYNAMIC; entry->d_tag; entry++)
    if (entry->d_tag == DT_DEBUG)
      debug = (const struct r_debug*)entry->d_un.d_ptr;
  int listed = 0;
  for (const struct link_map* map = debug->r_map; map; map = map->l_next)
    listed += strstr(map->l_name, "/libm.so.6") != NULL;
  printf("version %d, libm listed: %d\n", debug->r_version, listed);
}
int main(void) {
  tell();
  if (!dlmopen(LM_ID_NEWLM, "libm.so.6", RTLD_NOW))
    puts(dlerror());
  tell();
  return 0;
}
