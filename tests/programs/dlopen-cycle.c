// The object that is opened is constructed after all that it needs, even where it is needed in turn.
// RUN: %cc -shared -fPIC -DNAME='"empty"' %s -Wl,-soname,%t.b.so -o %t.b.so
// RUN: %cc -shared -fPIC -DNAME='"a"' %s -Wl,--no-as-needed %t.b.so -Wl,-soname,%t.a.so -o %t.a.so
// RUN: %cc -shared -fPIC -DNAME='"b"' %s -Wl,--no-as-needed %t.a.so -Wl,-soname,%t.b.so -o %t.b.so
// RUN: %cc -DMAIN %s -o %t
// RUN: %both %t %t.a.so | FileCheck %s --check-prefix=A
// RUN: %both %t %t.b.so | FileCheck %s --check-prefix=B
// A: b constructs
// A-NEXT: a constructs
// B: a constructs
// B-NEXT: b constructs
#include <dlfcn.h>
#include <stdio.h>

#ifdef MAIN
int main(int argc, char** argv) { return argc != 2 || !dlopen(argv[1], RTLD_NOW); }
#else
__attribute__((constructor)) static void construct(void) { puts(NAME " constructs"); }
__attribute__((destructor)) static void destruct(void) { puts(NAME " destructs"); }
#endif
