// A library may write over its own string table, DT_SONAME's text in it: it is closed and opened as ever, and what is opened later is
// another library.
// RUN: %cc -shared -fPIC -DLIBRARY %s -Wl,-soname,a_name_that_is_written_over.so -o %t.so
// RUN: %cc -DPATH='"%t.so"' %s -o %t
// RUN: %both --env LD_SEAL=none %t | FileCheck %s
// RUN: %ld-seal --seal=none %t | FileCheck %s
// CHECK: closed: 0, others: 1 1
// CHECK-NEXT: closed: 0, others: 1 1
#include <dlfcn.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>

#ifdef LIBRARY
void write_over(void) {
  char* strings = NULL;
  unsigned long soname = 0;
  for (const ElfW(Dyn)* entry = _DYNAMIC; entry->d_tag; entry++) {
    if (entry->d_tag == DT_STRTAB)
      strings = (char*)entry->d_un.d_ptr;
    if (entry->d_tag == DT_SONAME)
      soname = entry->d_un.d_val;
  }
  char* page = (char*)((uintptr_t)(strings + soname) & ~(uintptr_t)4095);
  mprotect(page, 4096, PROT_READ | PROT_WRITE);
  strings[soname] = 'X';
  mprotect(page, 4096, PROT_READ);
}
#else
static int is_open(const char* name) {
  void* library = dlopen(name, RTLD_NOW);
  if (library)
    dlclose(library);
  else
    dlerror();
  return library != NULL;
}
int main(void) {
  for (int i = 0; i < 2; i++) {
    void* library = dlopen(PATH, RTLD_NOW);
    ((void (*)(void))dlsym(library, "write_over"))();
    int closed = dlclose(library);
    printf("closed: %d, others: %d %d\n", closed, is_open("libm.so.6"), is_open("libdl.so.2"));
  }
  return 0;
}
#endif
