// RTLD_NOLOAD of a file that is there and is no library is the error that it is without RTLD_NOLOAD; a library that is not open is
// none.
// RUN: rm -rf %t.dir && mkdir %t.dir && echo 'a script, not a library' > %t.dir/script.so && : > %t.dir/empty.so
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.dir/library.so && %cc -c %s -DLIBRARY -o %t.dir/object.so
// RUN: %cc %s -o %t.dir/program
// RUN: %both --env LD_LIBRARY_PATH=%t.dir %t.dir/program %t.dir | FileCheck %s
// CHECK: by path, library.so: no error
// CHECK-NEXT: by name, library.so: no error
// CHECK-NEXT: by path, script.so: {{.*}}/script.so: file too short
// CHECK-NEXT: by name, script.so: {{.*}}/script.so: file too short
// CHECK-NEXT: by path, empty.so: {{.*}}/empty.so: file too short
// CHECK-NEXT: by name, empty.so: {{.*}}/empty.so: file too short
// CHECK-NEXT: by path, object.so: {{.*}}/object.so: only ET_DYN and ET_EXEC can be loaded
// CHECK-NEXT: by name, object.so: {{.*}}/object.so: only ET_DYN and ET_EXEC can be loaded
// CHECK-NEXT: by path, missing.so: {{.*}}/missing.so: cannot open shared object file: No such file or directory
// CHECK-NEXT: by name, missing.so: missing.so: cannot open shared object file: No such file or directory
// CHECK-NEXT: by path, .: {{.*}}: cannot read file data: Is a directory
#include <dlfcn.h>
#include <stdio.h>

#ifdef LIBRARY
int variable;
#else
static void try(const char* how, const char* name, const char* path) {
  void* library = dlopen(path, RTLD_NOW | RTLD_NOLOAD);
  const char* error = dlerror();
  printf("%s, %s: %s\n", how, name, library ? "open" : error ? error : "no error");
}
int main(int argc, char** argv) {
  const char* names[] = {"library.so", "script.so", "empty.so", "object.so", "missing.so", "."};
  for (int i = 0; i < 6; i++) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", argv[1], names[i]);
    try("by path", names[i], path);
    if (i < 5)
      try("by name", names[i], names[i]);
  }
  return 0;
}
#endif
