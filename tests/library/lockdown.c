// "From here on only simple things should happen": after a lockdown everything whose owner is known is sealed, and
// malloc, stdio, threads, locales, name services and what was opened before go on working.
// REQUIRES: mseal
// RUN: %dso -DLIBRARY -Wl,-z,now %s -o %t.so
// RUN: cp %t.so %t-later.so
// RUN: %cxx -xc -O1 %s -DLIBRARY_PATH='"%t"' -xnone %libldseal -o %t
// RUN: %ld-seal %t | FileCheck %s --check-prefixes=CHECK,OURS
// RUN: %ld-seal --policy=no-dlopen %t | FileCheck %s --check-prefixes=CHECK,OURS
// RUN: %ld-seal --seal=none %t | FileCheck %s --check-prefixes=CHECK,OURS
// RUN: %ld-seal --policy=data,stack,wx %t | FileCheck %s --check-prefixes=CHECK,OURS
// Another loader keeps its own counsel; all the rest is the same.
// RUN: %t | FileCheck %s --check-prefixes=CHECK,OTHER
#ifdef LIBRARY
int answer(void) { return 42; }
#else
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <iconv.h>
#include <ldseal/seal.h>
#include <locale.h>
#include <netdb.h>
#include <pthread.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int data = 1;
static _Alignas(4096) char own[4096];
static const char* const relro[] = {"relocated"};

static const char* outcome(int result) { return result ? strerrorname_np(errno) : "done"; }
static int sealed(const void* address) { return ldseal_state(address, 1) == LDSEAL_SEALED; }

static void* work(void* text) {
  char* copy = strdup(text);
  void* (*volatile allocate)(size_t) = malloc;
  for (int i = 0; i < 1000; i++)
    free(allocate(i * 100));
  return copy;
}
static void cleanup(void* text) { puts(text); }
static void* wait_for_ever(void* text) {
  pthread_cleanup_push(cleanup, text);
  pause();
  pthread_cleanup_pop(0);
  return 0;
}

// What is open, where it belongs to an object or to the kernel.
static int is_open(const struct ldseal_mapping* m, void* count) {
  if (!m->sealed && strcmp(m->name, "[vsyscall]") && strcmp(m->name, "[heap]") &&
      (m->name[0] == '[' || (m->name[0] == '/' && (m->protection & PROT_EXEC))))
    printf("open: %s\n", m->name), ++*(int*)count;
  return 0;
}

static int look_up(void) {
  struct addrinfo* addresses = 0;
  int result = getaddrinfo("localhost", 0, 0, &addresses);
  if (addresses)
    freeaddrinfo(addresses);
  return result;
}

int main(int argc, char** argv) {
  setlocale(LC_ALL, "C.UTF-8");
  const int found = look_up();
  void* early = dlopen(LIBRARY_PATH ".so", RTLD_NOW);
  // CHECK: services done
  printf("services %s\n", outcome(ldseal_open_services()));
  // CHECK: registered EINVAL, done
  printf("registered %s, ", outcome(ldseal_register(own, 100)));
  printf("%s\n", outcome(ldseal_register(own, sizeof own)));
  // CHECK: unknown flags EINVAL
  printf("unknown flags %s\n", outcome(ldseal_lockdown(1u << 31, 0)));

  struct ldseal_lockdown result;
  // OURS: lockdown done, objects 0, dlopen 0, loader 0, code 0, memory 1
  // OTHER: lockdown EOPNOTSUPP, objects 0, dlopen 1, loader 1, code 0, memory 1
  printf("lockdown %s, ", outcome(ldseal_lockdown(LDSEAL_LOCKDOWN_NO_DLOPEN, &result)));
  printf("objects %d, dlopen %d, loader %d, code %d, memory %d\n",
         !!(result.left & LDSEAL_LEFT_OBJECTS), !!(result.left & LDSEAL_LEFT_DLOPEN),
         !!(result.left & LDSEAL_LEFT_LOADER), !!(result.left & LDSEAL_LEFT_CODE),
         !!(result.left & LDSEAL_LEFT_MEMORY));
  // CHECK: sealed: text 1, data 1, relro 1, own 1, stack 1, libc 1, library 1
  printf("sealed: text %d, data %d, relro %d, own %d, stack %d, libc %d, library %d\n",
         sealed((void*)main), sealed(&data), sealed(relro), sealed(own), sealed(&argc),
         sealed((void*)puts), sealed(dlsym(early, "answer")));
  int open = 0;
  ldseal_for_each_mapping(is_open, &open);
  // CHECK-NEXT: left open: 0
  printf("left open: %d\n", open);
  // RELRO cannot be thrown away either, whoever loaded it.
  // CHECK: discarding RELRO EPERM, and it says relocated
  printf("discarding RELRO %s, ",
         outcome(madvise((void*)((long)relro & -4096l), 4096, MADV_DONTNEED)));
  printf("and it says %s\n", relro[argc - 1]);
  // CHECK: new code EACCES
  void* page = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  printf("new code %s\n", outcome(mprotect(page, 4096, PROT_READ | PROT_EXEC)));

  // OURS: a library opened later: {{.*}}-later.so: no library can be opened any more
  // OURS: a namespace: no namespace can be made any more
  // OTHER: a library opened later: opened
  // OTHER: a namespace: opened
  void* later = dlopen(LIBRARY_PATH "-later.so", RTLD_NOW);
  printf("a library opened later: %s\n", later ? "opened" : dlerror());
  later = dlmopen(LM_ID_NEWLM, LIBRARY_PATH "-later.so", RTLD_NOW);
  printf("a namespace: %s\n", later ? "opened" : dlerror());
  // CHECK: opened before: 1, 42, 42, closed done
  later = dlopen(LIBRARY_PATH ".so", RTLD_LAZY);
  int (*answer)(void) = (int (*)(void))dlsym(early, "answer");
  int (*again)(void) = (int (*)(void))dlsym(later, "answer");
  printf("opened before: %d, %d, %d, ", later == early, answer(), again());
  dlclose(later);
  printf("closed %s\n", outcome(dlclose(early)));
  // CHECK: dlsym of the program's own: 1, of nothing: 0
  printf("dlsym of the program's own: %d, of nothing: %d\n",
         dlsym(RTLD_DEFAULT, "puts") == (void*)puts, dlsym(RTLD_DEFAULT, "no_such_function") != 0);

  pthread_t threads[8];
  for (int i = 0; i < 8; i++)
    pthread_create(&threads[i], 0, work, "a thread's");
  void* text;
  for (int i = 0; i < 8; i++)
    pthread_join(threads[i], &text);
  // CHECK: threads: a thread's
  printf("threads: %s\n", (char*)text);
  pthread_create(&threads[0], 0, wait_for_ever, "cancelled");
  usleep(1000);
  pthread_cancel(threads[0]);
  // CHECK: cancelled
  pthread_join(threads[0], 0);
  // CHECK: root is root, localhost is answered as before
  printf("root is %s, ", getpwuid(0)->pw_name);
  puts(look_up() == found ? "localhost is answered as before" : "localhost is answered otherwise");
  // CHECK: 12.5 EUR in UTF-16: 26
  char in[] = "12.5 \xe2\x82\xac", out[100], *from = in, *to = out;
  size_t left = strlen(in), room = sizeof out;
  iconv_t conversion = iconv_open("UTF-16", "UTF-8");
  iconv(conversion, &from, &left, &to, &room);
  printf("12.5 EUR in UTF-16: %zu\n", (sizeof out - room) + 12);
  fflush(stdout);
  // CHECK: a child: 1
  pid_t child = fork();
  if (child == 0) {
    printf("a child: %d\n", sealed((void*)main));
    exit(0);
  }
  waitpid(child, 0, 0);
  // A deep recursion: the sealed stack grows.
  // CHECK: a second lockdown
  char* volatile deep = __builtin_alloca(1 << 20);
  deep[0] = 1;
  printf("a second lockdown %s\n", outcome(ldseal_lockdown(LDSEAL_LOCKDOWN_NO_DLOPEN, 0)));
  // CHECK: the end
  puts("the end");
  return 0;
}
#endif
