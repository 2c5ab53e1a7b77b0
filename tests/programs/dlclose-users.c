// What keeps a library after its last dlclose, where nothing is sealed: another one that is open and uses a symbol of it,
// and objects of threads whose destructors are its code. When neither is left it goes, mappings and all, and comes back
// with its first values.
// RUN: %cc -shared -fPIC -DPROVIDER %s -o %t.provider.so
// RUN: %cc -shared -fPIC -DUSER %s -o %t.user.so
// RUN: %cc -shared -fPIC -DTHREADS %s -o %t.threads.so
// RUN: %cc -pthread -DPATH='"%t"' %s -o %t
// RUN: %both --env LD_SEAL=none %t | FileCheck %s
// CHECK: value: 1 2
// CHECK-NEXT: provider closed: mapped, used: 3
// CHECK-NEXT: end of user
// CHECK-NEXT: end of provider
// CHECK-NEXT: user closed: gone, gone
// CHECK-NEXT: value again: 1 2
// CHECK-NEXT: end of provider
// CHECK-NEXT: threads closed in thread: mapped
// CHECK-NEXT: destructor of a thread's object
// CHECK-NEXT: thread ended: mapped
// CHECK-NEXT: end of threads
// CHECK-NEXT: next dlclose: gone
// CHECK-NEXT: end of main
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#ifdef PROVIDER
static int counter;
int next(void) { return ++counter; }
__attribute__((destructor)) static void destruct(void) { puts("end of provider"); }
#elif defined USER
int next(void);
int use(void) { return next(); }
__attribute__((destructor)) static void destruct(void) { puts("end of user"); }
#elif defined THREADS
extern void* __dso_handle __attribute__((visibility("hidden")));
int __cxa_thread_atexit_impl(void (*)(void*), void*, void*);
static void end(void* unused) { puts("destructor of a thread's object"); }
void begin(void) { __cxa_thread_atexit_impl(end, 0, &__dso_handle); }
__attribute__((destructor)) static void destruct(void) { puts("end of threads"); }
#else
#include <pthread.h>
static const char* state(const char* path) {
  char line[5000];
  int found = 0;
  FILE* maps = fopen("/proc/self/maps", "r");
  while (fgets(line, sizeof line, maps))
    found |= strstr(line, path) != 0;
  fclose(maps);
  return found ? "mapped" : "gone";
}
static int call(void* library, const char* name) { return ((int (*)(void))dlsym(library, name))(); }
static void* run(void* unused) {
  void* threads = dlopen(PATH ".threads.so", RTLD_NOW);
  call(threads, "begin");
  dlclose(threads);
  printf("threads closed in thread: %s\n", state(PATH ".threads.so"));
  return 0;
}
int main(void) {
  void* provider = dlopen(PATH ".provider.so", RTLD_NOW | RTLD_GLOBAL);
  void* user = dlopen(PATH ".user.so", RTLD_NOW);
  printf("value: %d", call(provider, "next"));
  printf(" %d\n", call(user, "use"));
  dlclose(provider);
  printf("provider closed: %s, used: %d\n", state(PATH ".provider.so"), call(user, "use"));
  dlclose(user);
  printf("user closed: %s, %s\n", state(PATH ".user.so"), state(PATH ".provider.so"));
  provider = dlopen(PATH ".provider.so", RTLD_NOW);
  printf("value again: %d", call(provider, "next"));
  printf(" %d\n", call(provider, "next"));
  dlclose(provider);
  pthread_t thread;
  pthread_create(&thread, 0, run, 0);
  pthread_join(thread, 0);
  printf("thread ended: %s\n", state(PATH ".threads.so"));
  dlclose(dlopen(PATH ".threads.so", RTLD_NOW));
  printf("next dlclose: %s\n", state(PATH ".threads.so"));
  puts("end of main");
  return 0;
}
#endif
