// Finding one's way up the stack, through libraries, by the unwinder (which asks _dl_find_object or dl_iterate_phdr).
// RUN: %cc -O0 -g -shared -fPIC -fexceptions -DLIBRARY %s -o %t.so
// RUN: %cc -O0 -g -rdynamic -fexceptions %s %t.so -o %t
// RUN: %both --filter='s/\[.*//; s/\+0x[0-9a-f]+//' %t | FileCheck %s
// CHECK: of_program
// CHECK: of_library
// CHECK: main
#include <execinfo.h>
#include <stdio.h>
#include <string.h>

void of_library(void (*callback)(void));
#ifdef LIBRARY
void of_library(void (*callback)(void)) { callback(); }
#else
void of_program(void) {
  void* frames[10];
  int count = backtrace(frames, 10);
  char** names = backtrace_symbols(frames, count);
  for (int i = 0; i < count; i++) {
    char* slash = strrchr(names[i], '/');
    if (strstr(names[i], "of_") || strstr(names[i], "main"))
      puts(slash ? slash + 1 : names[i]);
  }
}
int main(void) {
  of_library(of_program);
  return 0;
}
#endif
