// __libc_freeres, by which leak checkers have libc free what it keeps, writes to the loader's records too: sealed programs take it as
// others do, with libraries opened later, in more namespaces than one, and with threads that are gone.
// RUN: %cc -pthread %s -o %t
// RUN: %both %t | FileCheck %s
// RUN: %both --env LD_SEAL=all --env LD_SEAL_POLICY=data,stack %t | FileCheck %s
// RUN: rm -f %t.trace && env MALLOC_TRACE=%t.trace LD_PRELOAD=libc_malloc_debug.so.0 %ld-seal %t trace | FileCheck %s
// RUN: FileCheck %s --check-prefix=TRACE --input-file=%t.trace
// CHECK: freed, 1 converted, joined
// TRACE: = Start
// TRACE: = End
#define _GNU_SOURCE
#include <dlfcn.h>
#include <iconv.h>
#include <mcheck.h>
#include <pthread.h>
#include <pwd.h>
#include <stdio.h>

extern void __libc_freeres(void);

static void* nothing(void* unused) { return unused; }

int main(int argc, char** argv) {
  (void)argv;
  if (argc > 1)
    mtrace();
  pthread_t thread;
  pthread_create(&thread, NULL, nothing, NULL);
  pthread_join(thread, NULL);
  void* library = dlopen("libm.so.6", RTLD_NOW | RTLD_GLOBAL);
  dlopen("libresolv.so.2", RTLD_NOW);
  dlmopen(LM_ID_NEWLM, "libm.so.6", RTLD_NOW);
  dlopen("no such library", RTLD_NOW);
  dlclose(library);
  getpwnam("root");
  const int converted = iconv_open("UTF-16", "ISO-8859-15") != (iconv_t)-1;
  __libc_freeres();
  printf("freed, %d converted, joined\n", converted);
  if (argc > 1)
    muntrace();
  return 0;
}
