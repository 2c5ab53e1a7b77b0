// STB_GNU_UNIQUE and objects that go: what a failed dlopen had defined is not found any more, and the name outlives the
// library that used it first. dlsym gives the one definition, whichever library is asked.
// RUN: %cc -shared -fPIC -DDEFINES=1 %s -o %t.rolled-back.so
// RUN: %cc -shared -fPIC -DFAILS %s %t.rolled-back.so -Wl,--no-as-needed,-z,undefs -o %t.fails.so
// RUN: %cc -shared -fPIC -DDEFINES=2 %s -o %t.stays.so
// RUN: %cc -shared -fPIC -DUSES %s %t.stays.so -o %t.first.so
// RUN: %cc -shared -fPIC -DUSES %s %t.stays.so -o %t.second.so
// RUN: %cc -shared -fPIC -DDEFINES=3 %s -o %t.other.so
// RUN: %cc -DPATH='"%t"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: fails: 0
// CHECK: first: 2
// CHECK: second: 2
// CHECK: other: 2
#include <dlfcn.h>
#include <stdio.h>

#if defined DEFINES || defined USES
extern int only;
#ifdef DEFINES
#define TEXT(x) #x
#define STRING(x) TEXT(x)
__asm__(".data\n.globl only\n.type only, @gnu_unique_object\n.size only, 4\nonly: .long " STRING(
    DEFINES) "\n.text\n");
#endif
#if !defined DEFINES || DEFINES != 2 /* the one that stays does not use it itself */
int* use(void) { return &only; }
#endif
#elif defined FAILS
extern int nowhere;
int* use(void);
int* missing = &nowhere;
int* call(void) { return use(); }
#else
static void* library(const char* path) {
  void* opened = dlopen(path, RTLD_NOW);
  if (!opened)
    puts(dlerror());
  return opened;
}
static int value(void* from, const char* name) {
  int* (*use)(void) = (int* (*)(void))dlsym(from, name);
  return *use();
}
int main(void) {
  setbuf(stdout, 0);
  printf("fails: %d\n", dlopen(PATH ".fails.so", RTLD_NOW) != 0);
  void* first = library(PATH ".first.so");
  printf("first: %d\n", value(first, "use"));
  dlclose(first);
  printf("second: %d\n", value(library(PATH ".second.so"), "use"));
  printf("other: %d\n", *(int*)dlsym(library(PATH ".other.so"), "only"));
  return 0;
}
#endif
