// l_ld of a library's link map: the addresses in it have the bias where PT_DYNAMIC says that the section is writable, and have not
// where it says that it is not, whatever the segment is; also where PT_DYNAMIC is too long.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.usual.so
// RUN: cp %t.usual.so %t.read-only.so && %python %inputs/header.py %t.read-only.so 2 flags=4
// RUN: cp %t.usual.so %t.long.so && %python %inputs/header.py %t.long.so 2 memsz=0x10000 filesz=0x10000
// RUN: %cc -DPARTS='"%t"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: usual: absolute
// CHECK-NEXT: read-only: relative
// CHECK-NEXT: long: absolute
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>

#ifdef LIBRARY
int variable;
#else
static void tell(const char* name) {
  char path[4096];
  snprintf(path, sizeof path, PARTS ".%s.so", name);
  const struct link_map* map = dlopen(path, RTLD_NOW);
  if (!map) {
    puts(dlerror());
    return;
  }
  for (const ElfW(Dyn)* entry = map->l_ld; entry->d_tag; entry++)
    if (entry->d_tag == DT_STRTAB)
      printf("%s: %s\n", name, entry->d_un.d_ptr > map->l_addr ? "absolute" : "relative");
}
int main(void) {
  tell("usual");
  tell("read-only");
  tell("long");
  return 0;
}
#endif
