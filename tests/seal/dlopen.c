// What is opened later is sealed before its constructors run, too.
// REQUIRES: mseal
// RUN: %dso -DLIBRARY -Wl,-z,now %s -o %t.so
// RUN: %cc -I%inputs %s -DLIBRARY_PATH='"%t.so"' -o %t
// RUN: %ld-seal %t | FileCheck %s
// CHECK: text in its constructor=r-xp sealed
// CHECK: relro in its constructor=r--p sealed
// CHECK: closed
// CHECK: text after dlclose=r-xp sealed
#include "Inputs/smaps.h"

#ifdef LIBRARY
const char* const relro[] = {"a pointer that is relocated"};
CONSTRUCTOR static void look(void) {
  show_mapping("text in its constructor", look);
  show_mapping("relro in its constructor", relro);
}
void text(void) {}
#else
#include <dlfcn.h>
int main(void) {
  void* library = dlopen(LIBRARY_PATH, RTLD_NOW);
  if (!library) {
    put(dlerror());
    return 1;
  }
  void* text = dlsym(library, "text");
  dlclose(library);
  put("closed\n");
  show_mapping("text after dlclose", text);
  return 0;
}
#endif
