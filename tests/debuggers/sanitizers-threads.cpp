// ThreadSanitizer, LeakSanitizer and AddressSanitizer in a program of threads that opens a library: the same findings by
// name under ld-seal, and none where there is none.
// REQUIRES: asan, mseal
// RUN: %cxx -g -fPIC -shared -DLIBRARY %s -o %t.so
// RUN: %cxx -g -O1 -fsanitize=thread -DPATH='"%t.so"' %s -o %t.thread
// RUN: %cxx -g -O1 -fsanitize=thread -DPATH='"%t.so"' -Wl,--dynamic-linker=%ld-seal %s -o %t.thread-seal
// RUN: %cxx -g -O1 -fsanitize=leak -DPATH='"%t.so"' %s -o %t.leak
// RUN: %cxx -g -O1 -fsanitize=leak -DPATH='"%t.so"' -Wl,--dynamic-linker=%ld-seal %s -o %t.leak-seal
// RUN: %cxx -g -O1 -fsanitize=address -DPATH='"%t.so"' %s -o %t.address
// RUN: %cxx -g -O1 -fsanitize=address -DPATH='"%t.so"' -Wl,--dynamic-linker=%ld-seal %s -o %t.address-seal
// RUN: %t.thread clean | FileCheck %s --check-prefix=CLEAN
// RUN: env LD_SEAL=all %t.thread-seal clean | FileCheck %s --check-prefix=CLEAN
// RUN: %exits 66 %t.thread race 2>&1 | FileCheck %s --check-prefix=RACE
// RUN: env LD_SEAL=all %exits 66 %t.thread-seal race 2>&1 | FileCheck %s --check-prefix=RACE
// RUN: %t.leak clean | FileCheck %s --check-prefix=CLEAN
// RUN: env LD_SEAL=all %t.leak-seal clean | FileCheck %s --check-prefix=CLEAN
// RUN: %exits 23 %t.leak leak 2>&1 | FileCheck %s --check-prefix=LEAK
// RUN: env LD_SEAL=all %exits 23 %t.leak-seal leak 2>&1 | FileCheck %s --check-prefix=LEAK
// RUN: %t.address clean | FileCheck %s --check-prefix=CLEAN
// RUN: env LD_SEAL=all %t.address-seal clean | FileCheck %s --check-prefix=CLEAN
// RUN: %exits 1 %t.address leak 2>&1 | FileCheck %s --check-prefix=LEAK
// RUN: env LD_SEAL=all %exits 1 %t.address-seal leak 2>&1 | FileCheck %s --check-prefix=LEAK
// CLEAN: 42 and done
// RACE: WARNING: ThreadSanitizer: data race
// RACE: race_here
// LEAK: ERROR: LeakSanitizer: detected memory leaks
// LEAK: 1000 byte(s)
// LEAK: leak_here
#ifdef LIBRARY
thread_local int of_thread = 41;
extern "C" int in_library() { return ++of_thread; }
#else
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <thread>

int shared;
std::atomic<bool> raced;
[[gnu::noinline]] void race_here() { ++shared; }
[[gnu::noinline]] void* leak_here() { return std::malloc(1000); }
void* volatile leaked;

int main(int, char** argv) {
  auto in_library = reinterpret_cast<int (*)()>(dlsym(dlopen(PATH, RTLD_NOW), "in_library"));
  int first = 0;
  std::thread thread([&] {
    first = in_library();
    if (std::strcmp(argv[1], "race") == 0)
      race_here();
    raced.store(true, std::memory_order_relaxed);
  });
  // One after the other, so that it is always found; a relaxed order makes it no less a race.
  while (!raced.load(std::memory_order_relaxed))
    std::this_thread::yield();
  if (std::strcmp(argv[1], "race") == 0)
    race_here();
  thread.join();
  if (std::strcmp(argv[1], "leak") == 0) {
    leaked = leak_here();
    leaked = nullptr;
  }
  std::printf("%d and done\n", first);
}
#endif
