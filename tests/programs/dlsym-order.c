// dlsym with a library's handle looks in it and in what it needs, breadth first, whatever the global scope has; dlvsym
// asks for a version as well, and finds the ones that are hidden by default.
// RUN: echo 'V1 { global: who; }; V2 { global: who; } V1;' > %t.map && echo 'OTHER { global: who; };' > %t.other.map
// RUN: %cc -shared -fPIC -DNAME=deep -DDEEPEST %s -o %t.deep.so
// RUN: %cc -shared -fPIC -DNAME=left %s -Wl,--no-as-needed %t.deep.so -o %t.left.so
// RUN: %cc -shared -fPIC -DNAME=right -DNEAR %s -o %t.right.so
// RUN: %cc -shared -fPIC -DNAME=top %s -Wl,--no-as-needed %t.left.so %t.right.so -o %t.top.so
// RUN: %cc -shared -fPIC -DVERSIONS %s -Wl,--version-script=%t.map -o %t.versions.so
// RUN: %cc -shared -fPIC -DOTHER %s -Wl,--version-script=%t.other.map,--no-as-needed %t.versions.so -o %t.other.so
// RUN: %cc -rdynamic -DPATH='"%t"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: name: top
// CHECK-NEXT: left: left
// CHECK-NEXT: which: right
// CHECK-NEXT: deepest: deep
// CHECK-NEXT: which, of left: deep
// CHECK-NEXT: program's: none
// CHECK-NEXT: libc's: puts
// CHECK-NEXT: default: new
// CHECK-NEXT: V1: old
// CHECK-NEXT: V2: new
// CHECK-NEXT: V3: none
// CHECK-NEXT: who: other
// CHECK-NEXT: OTHER: other
// CHECK-NEXT: V1 of what is needed: old
// CHECK-NEXT: memcpy: 1
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#define STRING(x) #x
#define NAMED(x) STRING(x)
#define JOIN(a, b) a##b
#define JOINED(a, b) JOIN(a, b)
#ifdef NAME
const char* name(void) { return NAMED(NAME); }
const char* JOINED(name_, NAME)(void) { return NAMED(NAME); }
#endif
#if defined DEEPEST || defined NEAR
const char* which(void) { return NAMED(NAME); }
#endif
#if defined VERSIONS
__asm__(".symver old_who, who@V1\n.symver new_who, who@@V2\n");
const char* old_who(void) { return "old"; }
const char* new_who(void) { return "new"; }
#elif defined OTHER
const char* who(void) { return "other"; }
#elif !defined NAME
const char* of_program(void) { return "program"; }
const char* which(void) { return "program"; }
static void say(const char* title, void* function) {
  printf("%s: %s\n", title, function ? ((const char* (*)(void))function)() : "none");
}
int main(void) {
  void* top = dlopen(PATH ".top.so", RTLD_NOW);
  say("name", dlsym(top, "name"));
  say("left", dlsym(top, "name_left"));
  say("which", dlsym(top, "which"));
  say("deepest", dlsym(top, "name_deep"));
  say("which, of left", dlsym(dlopen(PATH ".left.so", RTLD_NOW), "which"));
  say("program's", dlsym(top, "of_program"));
  printf("libc's: %s\n", dlsym(top, "puts") ? "puts" : "none");
  void* versions = dlopen(PATH ".versions.so", RTLD_NOW);
  say("default", dlsym(versions, "who"));
  say("V1", dlvsym(versions, "who", "V1"));
  say("V2", dlvsym(versions, "who", "V2"));
  say("V3", dlvsym(versions, "who", "V3"));
  void* other = dlopen(PATH ".other.so", RTLD_NOW);
  say("who", dlsym(other, "who"));
  say("OTHER", dlvsym(other, "who", "OTHER"));
  say("V1 of what is needed", dlvsym(other, "who", "V1"));
  printf("memcpy: %d\n", dlvsym(RTLD_DEFAULT, "memcpy", "GLIBC_2.14") && dlvsym(RTLD_DEFAULT, "memcpy", "GLIBC_2.2.5"));
  return 0;
}
#endif
