// The code that a TLS descriptor leads to keeps every register but %rax, also when it has to make the variable's block first:
// the vector registers and the x87's are as they were (psABI, "TLS Descriptors"). glibc's code does so from 2.40 on.
// REQUIRES: tls-descriptors
// RUN: %cc -O1 -mtls-dialect=gnu2 -mno-red-zone -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -O1 -DLIBRARY_PATH='"%t.so"' %s -o %t
// RUN: %ld-seal %t | FileCheck %s
// CHECK: kept: yes
// CHECK-NEXT: in a thread: yes
#include <string.h>
#ifdef LIBRARY
static __thread char variable[1 << 16] __attribute__((used)); /* too large for static TLS */
#define FOR_ALL(f) f(0) f(1) f(2) f(3) f(4) f(5) f(6) f(7) f(8) f(9) f(10) f(11) f(12) f(13) f(14) f(15)
#define LOAD(n) "movdqu 16*" #n "(%0), %%xmm" #n "\n"
#define STORE(n) "movdqu %%xmm" #n ", 16*" #n "(%1)\n"
#define CLOBBER(n) , "xmm" #n
int registers_are_kept(void) {
  unsigned char before[16 * 16], after[16 * 16];
  double pi = 0;
  for (int i = 0; i < 16 * 16; i++)
    before[i] = (unsigned char)(i * 7 + 1);
  __asm__ volatile("fldpi\n" FOR_ALL(LOAD) "leaq variable@tlsdesc(%%rip), %%rax\n"
                   "call *variable@tlscall(%%rax)\n" FOR_ALL(STORE) "fstpl %2"
                   :
                   : "r"(before), "r"(after), "m"(pi)
                   : "rax", "memory", "cc" FOR_ALL(CLOBBER));
  return memcmp(before, after, sizeof before) == 0 && pi > 3.1415926 && pi < 3.1415927;
}
#else
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
static int (*are_kept)(void);
static void *run(void *result) {
  *(int *)result = are_kept();
  return NULL;
}
int main(void) {
  are_kept = dlsym(dlopen(LIBRARY_PATH, RTLD_NOW), "registers_are_kept");
  printf("kept: %s\n", are_kept() ? "yes" : "no");
  pthread_t thread;
  int kept = 0;
  pthread_create(&thread, NULL, run, &kept);
  pthread_join(thread, NULL);
  printf("in a thread: %s\n", kept ? "yes" : "no");
  return 0;
}
#endif
