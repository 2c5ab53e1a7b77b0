// What dlerror says of each call that can fail is what glibc's says, with the objects as glibc names them.
// RUN: rm -rf %t.dir && mkdir -p %t.dir
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.dir/fine.so
// RUN: %cc -shared -fPIC -DLIBRARY %s -Wl,-z,nodlopen -o %t.dir/noopen.so
// RUN: %cc -shared -fPIC -DGONE %s -Wl,-soname,libgone.so -o %t.dir/libgone.so
// RUN: %cc -shared -fPIC -DLIBRARY %s -Wl,--no-as-needed %t.dir/libgone.so -o %t.dir/needs.so && rm %t.dir/libgone.so
// RUN: %cc -shared -fPIC -DGONE %s -Wl,-soname,\$ORIGIN/libgone.so -o %t.dir/libgone.so
// RUN: %cc -shared -fPIC -DLIBRARY %s -Wl,--no-as-needed %t.dir/libgone.so -o %t.dir/needs-origin.so && rm %t.dir/libgone.so
// RUN: %cc -shared -fPIC -DDATA %s -o %t.dir/data.so
// RUN: %cc -shared -fPIC -DFUNCTION %s -o %t.dir/function.so
// RUN: echo "V1 { global: versioned; };" > %t.dir/v1 && echo "V2 { global: versioned; }; V3 { };" > %t.dir/v2
// RUN: %cc -shared -fPIC -DVERSIONED %s -Wl,-soname,versioned.so,--version-script,%t.dir/v2 -o %t.dir/versioned.so
// RUN: %cc -shared -fPIC -DUSES_VERSION %s %t.dir/versioned.so -Wl,-rpath,%t.dir -o %t.dir/version.so
// RUN: %cc -shared -fPIC -DVERSIONED %s -Wl,-soname,versioned.so,--version-script,%t.dir/v1 -o %t.dir/versioned.so
// RUN: %cc -shared -fPIC -ftls-model=initial-exec -DTLS %s -o %t.dir/tls.so
// RUN: %cc -g -shared -fPIC -DLIBRARY %s -o %t.dir/debug.so
// RUN: objcopy --only-keep-debug %t.dir/debug.so %t.dir/only-debug.so
// RUN: %cc %s -o %t && cp %t %t.dir/program && %cc -no-pie %s -o %t.dir/fixed && %cc -static %s -o %t.dir/static
// RUN: cd %t.dir && %both %t > %t.out
// RUN: FileCheck %s < %t.out
// CHECK: libgone.so: cannot open shared object file: No such file or directory
// CHECK: versioned.so: version `V2' not found (required by {{.*}}/version.so)
// CHECK: ./tls.so: cannot allocate memory in static TLS block
#if defined LIBRARY
int fine = 1;
#elif defined GONE
int gone;
#elif defined DATA
extern int nowhere;
int* pointer = &nowhere;
#elif defined FUNCTION
int nowhere(void);
int call(void) { return nowhere(); }
#elif defined VERSIONED
int versioned(void) { return 1; }
#elif defined USES_VERSION
int versioned(void);
int (*use(void))(void) { return versioned; }
#elif defined TLS
__thread char large[100000];
char* get(void) { return large; }
#else
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

static void show(const char* call, int failed) {
  const char* text = dlerror();
  printf("%s: %s%s\n", call, failed ? "" : "no failure ", text ? text : "nothing");
}
#define TRY(call) show(#call, !(call))

int main(int argc, char** argv) {
  void* self = dlopen(0, RTLD_NOW);
  void* fine = dlopen("./fine.so", RTLD_NOW);
  TRY(dlopen("./noopen.so", RTLD_NOW));
  TRY(dlopen("./needs.so", RTLD_NOW));
  TRY(dlopen("./needs-origin.so", RTLD_NOW));
  TRY(dlopen("$ORIGIN/nowhere.so", RTLD_NOW));
  TRY(dlopen("${ORIGIN}/nowhere.so", RTLD_NOW));
  TRY(dlopen("./data.so", RTLD_NOW));
  TRY(dlopen("./data.so", RTLD_LAZY));
  TRY(dlopen("./function.so", RTLD_NOW));
  TRY(dlopen("./version.so", RTLD_NOW));
  TRY(dlopen("./tls.so", RTLD_NOW));
  TRY(dlopen("./only-debug.so", RTLD_NOW));
  TRY(dlopen("./program", RTLD_NOW));
  TRY(dlopen("./fixed", RTLD_NOW));
  TRY(dlopen("./static", RTLD_NOW));
  TRY(dlopen(argv[0], RTLD_NOW));
  TRY(dlopen("./fine.so", 0));
  TRY(dlopen("./fine.so", RTLD_GLOBAL));
  TRY(dlopen("./fine.so", 1 << 20 | RTLD_NOW));
  TRY(dlopen(0, 0));
  TRY(dlopen("./absent.so", RTLD_NOW | RTLD_NOLOAD));
  TRY(dlopen("", 0));
  TRY(dlmopen(LM_ID_NEWLM, 0, RTLD_NOW));
  TRY(dlmopen(LM_ID_NEWLM, "./fine.so", RTLD_NOW | RTLD_GLOBAL));
  TRY(dlmopen(LM_ID_NEWLM, "./fine.so", 0));
  TRY(dlmopen(LM_ID_NEWLM, "./absent.so", RTLD_NOW));
  TRY(dlmopen(7, "./fine.so", RTLD_NOW));
  TRY(dlmopen(-5, "./fine.so", RTLD_NOW));
  TRY(dlmopen(LM_ID_BASE, "./absent.so", RTLD_NOW));
  TRY(dlsym(RTLD_DEFAULT, "nowhere"));
  TRY(dlsym(RTLD_NEXT, "nowhere"));
  TRY(dlsym(self, "nowhere"));
  TRY(dlsym(fine, "nowhere"));
  TRY(dlvsym(RTLD_DEFAULT, "printf", "NOWHERE_1"));
  TRY(dlvsym(RTLD_NEXT, "printf", "NOWHERE_1"));
  TRY(dlvsym(fine, "fine", "NOWHERE_1"));
  TRY(dlsym(RTLD_DEFAULT, ""));
  TRY(dlsym(RTLD_DEFAULT, "a\tb\nc"));
  char path[4096];
  TRY(!dlinfo(fine, RTLD_DI_CONFIGADDR, path));
  TRY(!dlinfo(fine, 99, path));
  TRY(!dlclose(fine));
  return 0;
}
#endif
