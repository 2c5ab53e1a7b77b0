// A destructor at exit closes a library that is still to end: exit holds up all that was there when it began.
// RUN: %cc -shared -fPIC -DPLUGIN %s -o %t.plugin.so
// RUN: %cc -shared -fPIC -DLIBRARY -DPATH='"%t.plugin.so"' %s -o %t.library.so
// RUN: %cc %s %t.library.so -o %t
// RUN: %both %t | FileCheck %s
// RUN: %ld-seal --policy=no-dlopen %t | FileCheck %s
// CHECK: library closes: 0
// CHECK-NEXT: plugin ends
#include <dlfcn.h>
#include <stdio.h>

#if defined(PLUGIN)
__attribute__((destructor)) static void destruct(void) {
  puts("plugin ends");
  fflush(stdout);
}
#elif defined(LIBRARY)
static void* plugin;
int library;
__attribute__((constructor)) static void construct(void) { plugin = dlopen(PATH, RTLD_NOW); }
__attribute__((destructor)) static void destruct(void) {
  printf("library closes: %d\n", dlclose(plugin));
  fflush(stdout);
}
#else
extern int library;
int main(void) { return library; }
#endif
