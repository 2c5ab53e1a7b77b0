// dlinfo tells the folders that a library's needs are looked for in, in their order.
// RUN: rm -rf %t.dir && mkdir -p %t.dir
// RUN: %cc -shared -fPIC -DLIBRARY %s -Wl,--enable-new-dtags,-rpath,'$ORIGIN/sub:/opt/x' -o %t.dir/run.so
// RUN: %cc -shared -fPIC -DLIBRARY %s -Wl,--disable-new-dtags,-rpath,'$ORIGIN/sub:/opt/x' -o %t.dir/r.so
// RUN: %cc -shared -fPIC -DLIBRARY %s -Wl,-z,nodefaultlib -o %t.dir/none.so
// RUN: %cc -DDIRECTORY='"%t.dir"' %s -Wl,--disable-new-dtags,-rpath,/usr -o %t
// RUN: %both --env LD_LIBRARY_PATH=/opt/one:/opt/two %t | FileCheck %s
// CHECK: run.so: {{.*}}.dir/sub
// CHECK: r.so: {{.*}}.dir/sub /opt/x /usr /opt/one /opt/two
// CHECK: none.so: /usr /opt/one /opt/two{{$}}
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef LIBRARY
int variable;
#else
static void show(const char* name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", DIRECTORY, name);
  void* library = dlopen(path, RTLD_NOW);
  Dl_serinfo size;
  if (!library || dlinfo(library, RTLD_DI_SERINFOSIZE, &size)) {
    puts(dlerror());
    return;
  }
  Dl_serinfo* info = malloc(size.dls_size);
  *info = size;
  if (dlinfo(library, RTLD_DI_SERINFO, info))
    puts(dlerror());
  printf("%s:", name);
  for (unsigned i = 0; i < info->dls_cnt; i++)
    printf(" %s", info->dls_serpath[i].dls_name);
  puts("");
  free(info);
}
int main(void) {
  show("run.so");
  show("r.so");
  show("none.so");
  return 0;
}
#endif
