// A damaged library that ld.so.cache names is an error of dlopen with glibc's text: the path in it stays when the cache is
// unmapped.
// REQUIRES: namespaces
// RUN: rm -rf %t.dir && mkdir -p %t.dir/libs && %cc -shared -fPIC -DLIBRARY %s -Wl,-soname,libbad.so -o %t.dir/libs/libbad.so
// RUN: (echo %t.dir/libs; echo /lib/x86_64-linux-gnu; echo /usr/lib/x86_64-linux-gnu) > %t.dir/conf
// RUN: ldconfig -f %t.dir/conf -C %t.dir/cache -X && echo damaged > %t.dir/libs/libbad.so
// RUN: %cc %s -o %t
// RUN: echo 'mount --bind %t.dir/cache /etc/ld.so.cache && exec %both %t' > %t.sh
// RUN: unshare -m sh %t.sh | FileCheck %s
// CHECK: {{^}}/{{.*}}/libs/libbad.so: file too short
#ifdef LIBRARY
int value;
#else
#include <dlfcn.h>
#include <stdio.h>
int main(void) {
  puts(dlopen("libbad.so", RTLD_NOW) ? "opened" : dlerror());
  return 0;
}
#endif
