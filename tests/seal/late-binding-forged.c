// A program that writes over the words by which a PLT finds the loader gets no code of the loader to work on a forged object: the call
// of an undefined function ends the program with a message.
// REQUIRES: ld.lld
// RUN: %cc -shared -fPIC -fuse-ld=lld -Wl,-z,lazy -DLIBRARY %s -o %t.so
// RUN: %cc -DPATH='"%t.so"' %s -o %t
// RUN: %exits 127 %ld-seal %t 2>&1 | FileCheck %s
// CHECK: forged
// CHECK-NEXT: {{.*}}a PLT belongs to no object
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

#ifdef LIBRARY
void undefined_function(void);
void call(void) { undefined_function(); }
#else
int main(void) {
  const struct link_map* map = dlopen(PATH, RTLD_LAZY);
  if (!map)
    return 1;
  void** table = NULL;
  for (const ElfW(Dyn)* entry = map->l_ld; entry->d_tag; entry++)
    if (entry->d_tag == DT_PLTGOT)
      table = (void**)entry->d_un.d_ptr;
  static char object[4096];
  memset(object, 'A', sizeof object);
  table[1] = object;
  puts("forged");
  fflush(stdout);
  ((void (*)(void))dlsym((void*)map, "call"))();
  return 0;
}
#endif
