// A destructor at exit opens a library: it is constructed, and ends when it is closed, not by itself any more.
// RUN: %cc -shared -fPIC -DNAME='"closed"' %s -o %t.closed.so
// RUN: %cc -shared -fPIC -DNAME='"kept"' %s -o %t.kept.so
// RUN: %cc -DCLOSED='"%t.closed.so"' -DKEPT='"%t.kept.so"' %s -o %t
// RUN: %both --skip=hand %t | FileCheck %s --check-prefixes=CHECK,UNMAPPED
// RUN: %ld-seal %t | FileCheck %s
// CHECK: closed constructs
// UNMAPPED-NEXT: closed destructs
// CHECK-NEXT: kept constructs
// CHECK-NEXT: program ends
// CHECK-NOT: destructs
#include <dlfcn.h>
#include <unistd.h>

static void say(const char* text, int size) { (void)!write(1, text, size); }
#define SAY(text) say(text "\n", sizeof text)

#ifdef NAME
__attribute__((constructor)) static void construct(void) { SAY(NAME " constructs"); }
__attribute__((destructor)) static void destruct(void) { SAY(NAME " destructs"); }
#else
__attribute__((destructor)) static void destruct(void) {
  dlclose(dlopen(CLOSED, RTLD_NOW));
  dlopen(KEPT, RTLD_NOW);
  SAY("program ends");
}
int main(void) { return 0; }
#endif
