// What a later open adds to an earlier one: RTLD_NOLOAD finds what is open and nothing else, RTLD_GLOBAL lends a local
// library's symbols to all that come later, RTLD_NODELETE keeps it for good. RTLD_DEEPBIND lets a library's own
// symbols go first, for its dlsym(RTLD_DEFAULT) too.
// RUN: %cc -shared -fPIC -DLENDER %s -o %t.lender.so
// RUN: %cc -shared -fPIC -DBORROWER %s -o %t.borrower.so
// RUN: %cc -shared -fPIC -DDEEP %s -o %t.deep.so && cp %t.deep.so %t.flat.so
// RUN: %cc -rdynamic -DPATH='"%t"' %s -o %t
// RUN: %both --env LD_SEAL=none %t | FileCheck %s
// RUN: %ld-seal %t | FileCheck %s
// CHECK: before: 0
// CHECK-NEXT: open: 1
// CHECK-NEXT: borrower: no
// CHECK-NEXT: now: same handle 1
// CHECK-NEXT: borrower: 7
// CHECK-NEXT: closed three times, kept: 1
// CHECK-NEXT: closed too often: 0
// CHECK-NEXT: deep: deep, deep
// CHECK-NEXT: flat: program, program
#include <dlfcn.h>
#include <stdio.h>

#if defined LENDER
int lent(void) { return 7; }
#elif defined BORROWER
int lent(void);
int borrow(void) { return lent(); }
#else
#ifdef DEEP
#define WHO "deep"
#else
#define WHO "program"
#endif
const char* who(void) { return WHO; }
#ifdef DEEP
static void* default_symbol(const char* name);
const char* ask(void) { return who(); }
const char* ask_default(void) { return ((const char* (*)(void))default_symbol("who"))(); }
static void* default_symbol(const char* name) { return dlsym((void*)0 /* RTLD_DEFAULT */, name); }
#else
static void ask(const char* title, const char* path, int mode) {
  void* library = dlopen(path, mode);
  const char* (*direct)(void) = (const char* (*)(void))dlsym(library, "ask");
  const char* (*by_default)(void) = (const char* (*)(void))dlsym(library, "ask_default");
  printf("%s: %s, %s\n", title, direct(), by_default());
  dlclose(library);
}
int main(void) {
  printf("before: %d\n", dlopen(PATH ".lender.so", RTLD_NOW | RTLD_NOLOAD) != 0);
  void* lender = dlopen(PATH ".lender.so", RTLD_NOW);
  printf("open: %d\n", dlopen(PATH ".lender.so", RTLD_NOW | RTLD_NOLOAD) == lender);
  if (!dlopen(PATH ".borrower.so", RTLD_NOW))
    puts("borrower: no");
  printf("now: same handle %d\n", dlopen(PATH ".lender.so", RTLD_NOW | RTLD_NOLOAD | RTLD_GLOBAL | RTLD_NODELETE) == lender);
  void* borrower = dlopen(PATH ".borrower.so", RTLD_NOW);
  printf("borrower: %d\n", borrower ? ((int (*)(void))dlsym(borrower, "borrow"))() : -1);
  dlclose(borrower);
  for (int i = 0; i < 3; i++)
    dlclose(lender);
  int (*lent)(void) = (int (*)(void))dlsym(0 /* RTLD_DEFAULT */, "lent");
  printf("closed three times, kept: %d\n", lent && lent() == 7);
  printf("closed too often: %d\n", dlclose(lender));
  ask("deep", PATH ".deep.so", RTLD_NOW | RTLD_DEEPBIND);
  ask("flat", PATH ".flat.so", RTLD_NOW);
  return 0;
}
#endif
#endif
