// dladdr at the edges of symbols: the first and the last byte belong to a symbol, the byte behind it to no symbol, an
// address between objects to no object. dladdr1 gives the symbol table's entry and the link map.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -rdynamic -DPATH='"%t.so"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: first byte: middle +0, size 64, map 1
// CHECK-NEXT: last byte: middle +63, size 64, map 1
// CHECK-NEXT: behind it: none, map 1
// CHECK-NEXT: before it: none, map 1
// CHECK-NEXT: label: label +0, size 0, map 1
// CHECK-NEXT: behind the label: none, map 1
// CHECK-NEXT: local function: none, map 1
// CHECK-NEXT: headers: none, map 1
// CHECK-NEXT: thread-local: no object
// CHECK-NEXT: stack: no object
// CHECK-NEXT: null: no object
// CHECK-NEXT: base: 1, file: dladdr.c.tmp.so
// CHECK-NEXT: of libc: puts in libc.so.6
// CHECK-NEXT: of the program: main in dladdr.c.tmp
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

#ifdef LIBRARY
__asm__(".data\n.balign 64\n.skip 64\n"
        ".globl middle\n.type middle, @object\nmiddle: .skip 64\n.size middle, 64\n"
        ".skip 64\n"
        ".globl label\n.type label, @notype\nlabel: .skip 64\n.text\n");
static void local(void) { __asm__ volatile(""); }
void* local_function(void) { return (void*)local; }
#else
static const char* base(const char* path) { return strrchr(path, '/') ? strrchr(path, '/') + 1 : path; }
static void* library;
static void show(const char* title, const void* address) {
  Dl_info info;
  const ElfW(Sym)* symbol = (void*)1;
  struct link_map* map = (void*)1;
  if (!dladdr1(address, &info, (void**)&symbol, RTLD_DL_SYMENT)) {
    printf("%s: no object\n", title);
    return;
  }
  dladdr1(address, &info, (void**)&map, RTLD_DL_LINKMAP);
  if (info.dli_sname)
    printf("%s: %s +%ld, size %ld, map %d\n", title, info.dli_sname, (long)((char*)address - (char*)info.dli_saddr),
           (long)symbol->st_size, map == library);
  else
    printf("%s: none%s, map %d\n", title, symbol || info.dli_saddr ? " but an entry" : "", map == library);
}
static __thread int local;
int main(void) {
  library = dlopen(PATH, RTLD_NOW);
  char* middle = dlsym(library, "middle");
  Dl_info info;
  show("first byte", middle);
  show("last byte", middle + 63);
  show("behind it", middle + 64);
  show("before it", middle - 1);
  show("label", dlsym(library, "label"));
  show("behind the label", (char*)dlsym(library, "label") + 1);
  show("local function", ((void* (*)(void))dlsym(library, "local_function"))());
  dladdr(middle, &info);
  show("headers", info.dli_fbase);
  show("thread-local", &local);
  int on_stack;
  show("stack", &on_stack);
  show("null", 0);
  printf("base: %d, file: %s\n", info.dli_fbase == (void*)((struct link_map*)library)->l_addr, base(info.dli_fname));
  dladdr(dlsym(RTLD_DEFAULT, "puts"), &info);
  printf("of libc: %s in %s\n", info.dli_sname ? "puts" : "none", base(info.dli_fname));
  dladdr((char*)main + 1, &info);
  printf("of the program: %s in %s\n", info.dli_sname, base(info.dli_fname));
  return 0;
}
#endif
