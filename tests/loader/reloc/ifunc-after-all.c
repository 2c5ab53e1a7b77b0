// A resolver may use anything that is relocated: it runs in a pass of its own, after the ordinary
// relocations of every object, also of those that come later in load order. Here the library's resolver
// calls into the program and reads a pointer of another library.
// RUN: %dso -DOTHER %s -o %t.other.so
// RUN: %dso -DLIBRARY %s %t.other.so -o %t.so
// RUN: %prog -Wl,-E %s %t.so %t.other.so -o %t
// RUN: %ld-seal %t | FileCheck %s
// CHECK: chosen=42
#include "nolibc.h"

int which(void);
extern const char* word;
#if defined OTHER
const char* word = "two";
#elif defined LIBRARY
static int first(void) { return 1; }
static int second(void) { return 42; }
static int (*resolve(void))(void) { return which() == 2 && equal(word, "two") ? second : first; }
int chosen(void) __attribute__((ifunc("resolve")));
#else
int chosen(void);
static int two = 2;
static int* pointer = &two;
int which(void) { return *pointer; }
int main(int argc, char** argv, char** envp) {
  show_int("chosen", chosen());
  return 0;
}
#endif
