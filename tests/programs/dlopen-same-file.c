// One library is one handle, by whatever name it is opened: its path, a relative one, a symbolic or a hard link, its
// soname once it is there. A copy of the file is another library.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/sub
// RUN: %cc -shared -fPIC -DLIBRARY -Wl,-soname,its-name.so %s -o %t.dir/library.so
// RUN: cp %t.dir/library.so %t.dir/copy.so && ln %t.dir/library.so %t.dir/hard.so && ln -s ../library.so %t.dir/sub/soft.so
// RUN: %cc -DFOLDER='"%t.dir"' %s -o %t
// RUN: %both %t | FileCheck %s
// RUN: %both --env LD_LIBRARY_PATH=%t.dir/sub %t
// CHECK: by its soname before: 0
// CHECK-NEXT: its name: library.so
// CHECK-NEXT: again: 1
// CHECK-NEXT: roundabout: 1
// CHECK-NEXT: relative: 1
// CHECK-NEXT: hard link: 1
// CHECK-NEXT: symbolic link: 1
// CHECK-NEXT: by its soname: 1
// CHECK-NEXT: by its file's name: 0
// CHECK-NEXT: by the name of a link: 0
// CHECK-NEXT: copy: 0
// CHECK-NEXT: name still: library.so
// CHECK-NEXT: constructed 2
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef LIBRARY
__attribute__((constructor)) static void construct(void) { putenv(getenv("SECOND") ? "THIRD=1" : "SECOND=1"); }
#else
static void* library;
static void show(const char* title, const char* name) {
  void* found = dlopen(name, RTLD_NOW);
  printf("%s: %d\n", title, library && found == library);
}
static const char* its_name(void) { return strrchr(((struct link_map*)library)->l_name, '/') + 1; }
int main(void) {
  if (chdir(FOLDER))
    return 1;
  show("by its soname before", "its-name.so");
  library = dlopen(FOLDER "/library.so", RTLD_NOW);
  printf("its name: %s\n", its_name());
  show("again", FOLDER "/library.so");
  show("roundabout", FOLDER "/sub/..//./library.so");
  show("relative", "./library.so");
  show("hard link", FOLDER "/hard.so");
  show("symbolic link", FOLDER "/sub/soft.so");
  show("by its soname", "its-name.so");
  show("by its file's name", "library.so");
  show("by the name of a link", "soft.so");
  show("copy", FOLDER "/copy.so");
  printf("name still: %s\n", its_name());
  printf("constructed %d\n", (getenv("SECOND") != 0) + (getenv("THIRD") != 0));
  return 0;
}
#endif
