// dlsym called by code that lies in no object (here: on a page of its own): there is nothing behind it that RTLD_NEXT could
// mean, which is an error; for RTLD_DEFAULT it counts as the program.
// RUN: %cc -DLIBRARY -shared -fPIC %s -o %t.so
// RUN: %cc -rdynamic -Wl,--no-as-needed %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: program, default: program's
// CHECK-NEXT: program, next: library's
// CHECK-NEXT: nobody, default: program's
// CHECK-NEXT: nobody, next: RTLD_NEXT used in code not dynamically loaded
#ifdef LIBRARY
const char *who(void) { return "library's"; }
#else
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
const char *who(void) { return "program's"; }

typedef void *Look(void *handle, const char *name, void *(*function)(void *, const char *));
static void *look(void *handle, const char *name, void *(*function)(void *, const char *)) {
  void *found = function(handle, name);
  __asm__ volatile("" ::"r"(found)); /* no tail call: dlsym looks at who called */
  return found;
}
static void show(const char *what, Look *by, void *handle) {
  const char *(*found)(void) = by(handle, "who", dlsym);
  printf("%s: %s\n", what, found ? found() : dlerror());
}
int main(void) {
  /* sub $8, %rsp; call *%rdx; add $8, %rsp; ret */
  static const char kCode[] = "\x48\x83\xec\x08\xff\xd2\x48\x83\xc4\x08\xc3";
  void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  memcpy(page, kCode, sizeof kCode);
  mprotect(page, 4096, PROT_READ | PROT_EXEC);
  show("program, default", look, RTLD_DEFAULT);
  show("program, next", look, RTLD_NEXT);
  show("nobody, default", (Look *)page, RTLD_DEFAULT);
  show("nobody, next", (Look *)page, RTLD_NEXT);
  return 0;
}
#endif
