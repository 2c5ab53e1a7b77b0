// A sealed library is closed, its file replaced by another, and the name opened again: the new file is mapped. The old
// library's destructor runs before the new one's constructor. So it is where only what the library needs was replaced.
// The system's loader runs the destructor at dlclose.
// RUN: rm -rf %t.folder && mkdir %t.folder
// RUN: %cc -shared -fPIC -DVERSION=1 %s -o %t.1.so
// RUN: %cc -shared -fPIC -DVERSION=2 %s -o %t.2.so
// RUN: %cc -shared -fPIC -DVERSION=1 -Wl,-soname,helper.so %s -o %t.folder/helper.so
// RUN: %cc -shared -fPIC -DUSER %s -Wl,-rpath,%t.folder %t.folder/helper.so -o %t.folder/user.so
// RUN: %cc -DFOLDER='"%t.folder"' -DPARTS='"%t"' %s -o %t
// RUN: %ld-seal %t | FileCheck %s
// CHECK: 1 begins
// CHECK-NEXT: version 1
// CHECK-NEXT: still there: 0
// CHECK-NEXT: version 1, same library: 1
// CHECK-NEXT: 1 ends
// CHECK-NEXT: 2 begins
// CHECK-NEXT: version 2, same library: 0
// CHECK-NEXT: 1 begins
// CHECK-NEXT: by the user: version 1
// CHECK-NEXT: 1 ends
// CHECK-NEXT: 2 begins
// CHECK-NEXT: by the user: version 2
// CHECK-NEXT: listed: 3
// CHECK-NEXT: main ends
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef VERSION
int version(void) { return VERSION; }
__attribute__((constructor)) static void construct(void) { printf("%d begins\n", VERSION); }
__attribute__((destructor)) static void destruct(void) { printf("%d ends\n", VERSION); }
#elif defined(USER)
int version(void);
int user_version(void) { return version(); }
#else
static void copy(const char* from, const char* to) {
  char command[2000];
  snprintf(command, sizeof command, "cp %s %s.new && mv %s.new %s", from, to, to, to);
  if (system(command))
    exit(1);
}
static int call(void* library, const char* name) { return ((int (*)(void))dlsym(library, name))(); }
static int count(struct dl_phdr_info* info, size_t size, void* counted) {
  (void)size;
  *(int*)counted += strncmp(info->dlpi_name, FOLDER, strlen(FOLDER)) == 0;
  return 0;
}
int main(void) {
  const char *plugin = FOLDER "/plugin.so", *helper = FOLDER "/helper.so", *user = FOLDER "/user.so";
  copy(PARTS ".1.so", plugin);
  void* first = dlopen(plugin, RTLD_NOW);
  printf("version %d\n", call(first, "version"));
  dlclose(first);
  printf("still there: %d\n", dlopen(plugin, RTLD_NOW | RTLD_NOLOAD) != NULL);
  void* again = dlopen(plugin, RTLD_NOW);
  printf("version %d, same library: %d\n", call(again, "version"), again == first);
  dlclose(again);
  copy(PARTS ".2.so", plugin);
  void* second = dlopen(plugin, RTLD_NOW);
  printf("version %d, same library: %d\n", call(second, "version"), second == first);

  void* library = dlopen(user, RTLD_NOW);
  printf("by the user: version %d\n", call(library, "user_version"));
  dlclose(library);
  copy(PARTS ".2.so", helper);
  library = dlopen(user, RTLD_NOW);
  printf("by the user: version %d\n", call(library, "user_version"));
  int listed = 0;
  dl_iterate_phdr(count, &listed);
  printf("listed: %d\n", listed);
  puts("main ends");
  fflush(stdout);
  return 0;
}
#endif
