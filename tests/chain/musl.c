// A program for musl, whose libc is its loader: that one links it, and it runs sealed, with threads, thread-local
// storage and dlopen, by hand and with ld-seal as its interpreter. Alpine's name for musl's libc is understood too.
// REQUIRES: mseal, musl-gcc
// RUN: rm -rf %t && mkdir %t
// RUN: musl-gcc -shared -fPIC -DLIBRARY %s -o %t/library.so
// RUN: musl-gcc -DPATH='"%t/library.so"' %s -o %t/program
// RUN: %t/program > %t/expected
// RUN: %ld-seal --require-seal --seal-report=%t/report %t/program > %t/output && cmp %t/expected %t/output
// RUN: FileCheck %s --check-prefix=REPORT --input-file=%t/report --implicit-check-not='r-xp{{.*}}not sealed'
// RUN: musl-gcc -DPATH='"%t/library.so"' -Wl,--dynamic-linker=%ld-seal %s -o %t/interp
// RUN: env LD_SEAL=all LD_SEAL_REQUIRE=1 %t/interp > %t/output && cmp %t/expected %t/output
// RUN: %t/interp > %t/output && cmp %t/expected %t/output
// RUN: printf 'void %%s(void) {}\n' __libc_start_main dlerror dlopen dlsym getenv printf pthread_create pthread_join puts \
// RUN:   | %cc -w -fno-builtin -shared -fPIC -nostdlib -xc - -Wl,-soname,libc.musl-x86_64.so.1 -o %t/libc.so
// RUN: musl-gcc -DPATH='"%t/library.so"' -Wl,--dynamic-linker=%ld-seal %s %t/libc.so -nodefaultlibs -lgcc -o %t/alpine
// RUN: llvm-readelf -d %t/alpine | FileCheck %s --check-prefix=ALPINE
// RUN: env LD_SEAL=all %t/alpine > %t/output && cmp %t/expected %t/output
// RUN: %ld-seal --list %t/program | FileCheck %s --check-prefix=LIST
// LIST: {{ld-musl-x86_64.so.1|libc.so}} {{.*}}(0x{{[0-9a-f]+}})
// REPORT: host: chain: /lib/ld-musl-x86_64.so.1 links the program (a program for musl); opened later: sealed before its constructors
// REPORT-DAG: text sealed /lib/ld-musl-x86_64.so.1
// REPORT-DAG: RELRO sealed {{.*}}program
// REPORT-DAG: vdso sealed
// ALPINE: (NEEDED) {{.*}}[libc.musl-x86_64.so.1]
// ALPINE-NOT: (NEEDED)
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef LIBRARY
__thread int counter = 40;
__attribute__((constructor)) static void construct(void) { puts("library: constructed"); }
int count(void) { return ++counter; }
#else
static __thread int own = 7;
static int (*count)(void);
static void* work(void* unused) {
  (void)unused;
  own++;
  return (void*)(long)(count() * 100 + own);
}
__attribute__((constructor)) static void construct(void) { puts("program: constructed"); }
int main(void) {
  void* library = dlopen(PATH, RTLD_NOW);
  if (!library)
    return puts(dlerror()), 1;
  *(void**)&count = dlsym(library, "count");
  count();
  long sum = 0;
  pthread_t threads[8];
  for (int i = 0; i < 8; i++)
    pthread_create(&threads[i], NULL, work, NULL);
  for (int i = 0; i < 8; i++) {
    void* result;
    pthread_join(threads[i], &result);
    sum += (long)result;
  }
  printf("threads: %ld, main: %d %d\n", sum, count(), own);
  printf("absent: %d\n", dlopen("/absent.so", RTLD_NOW) == NULL);
  printf("environment: %d\n", getenv("PATH") != NULL);
  return 0;
}
#endif
