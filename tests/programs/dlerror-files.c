// What dlerror says of files that cannot be opened is what glibc's says: programs parse it. By path and by name.
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so && %python %S/Inputs/damage.py %t.so %t.dir
// RUN: %cc %s -o %t
// RUN: %both --env LD_LIBRARY_PATH=%t.dir %t %t.dir/ > %t.paths
// RUN: FileCheck %s < %t.paths
// RUN: %both --env LD_LIBRARY_PATH=%t.dir %t "" > %t.names
// RUN: FileCheck %s --check-prefix=NAMES < %t.names
// CHECK: {{^}}/{{.*}}/libscript.so: invalid ELF header{{$}}
// CHECK: {{^}}/{{.*}}/libclass-32.so: wrong ELF class: ELFCLASS32{{$}}
// CHECK: {{^}}/{{.*}}/libexecutable.so: cannot dynamically load executable{{$}}
// CHECK: {{^}}/{{.*}}/libfolder.so: cannot read file data: Is a directory{{$}}
// CHECK: {{^}}/{{.*}}/libnowhere.so: cannot open shared object file: No such file or directory{{$}}
// NAMES: {{^}}/{{.*}}/libscript.so: invalid ELF header{{$}}
// NAMES: {{^}}libclass-32.so: wrong ELF class: ELFCLASS32{{$}}
// NAMES: {{^}}libexecutable.so: cannot dynamically load executable{{$}}
#if defined LIBRARY
int value = 1;
#else
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

static const char* const names[] = {
    "empty", "short", "one-byte-short", "header-only", "headers-cut", "script", "text", "class-32", "class-9",
    "big-endian", "ident-version", "freebsd", "abi-version", "padding", "version", "other-machine", "relocatable",
    "core", "no-type", "executable", "phentsize", "no-headers", "headers-behind-the-end", "gnu-abi-9",
    "class-32-other-machine", "big-endian-other-machine", "other-machine-and-version", "no-segments", "not-aligned",
    "no-dynamic", "empty-dynamic", "executable-without-dynamic", "folder", "looped", "dangling", "nowhere"};

static void try(const char* path) {
  void* library = dlopen(path, RTLD_NOW);
  puts(library ? "opened" : dlerror());
}

int main(int argc, char** argv) {
  char path[20000];
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    snprintf(path, sizeof path, "%slib%s.so", argv[1], names[i]);
    try(path);
  }
  snprintf(path, sizeof path, "%slibwhole.so/libx.so", argv[1]); // in a file
  try(path);
  snprintf(path, sizeof path, "%s%0300d", argv[1], 0); // longer than a name can be
  try(path);
  snprintf(path, sizeof path, "%s%05000d", argv[1], 0); // than a path
  try(path);
  snprintf(path, sizeof path, "%sa\tb\nc", argv[1]); // as it is
  try(path);
  snprintf(path, sizeof path, "%slibgnu-abi-3.so", argv[1]);
  try(path);
  snprintf(path, sizeof path, "%slibwhole.so", argv[1]);
  try(path);
  return 0;
}
#endif
