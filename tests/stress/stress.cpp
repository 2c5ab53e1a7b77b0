// Many threads at once open and close libraries that have thread-local storage (by __tls_get_addr and by
// descriptors) and need one another, look symbols up, throw through them, start threads that use them and end, walk the
// list of objects, and fork, where the child does so too. Nothing fails, nothing waits for ever, and nothing is
// left: neither mappings nor descriptors. The work is counted, not timed: STRESS=N multiplies it.
//
// The system's loader is not asked to fork: its children find what other threads were changing. Those that fork here use
// libraries without the compiler's start files and static objects: libc's lock of what runs at exit, which those take,
// stays taken in a child whose parent held it, and what another thread was just constructing stays half done there.
// RUN: rm -rf %t && mkdir -p %t/usual %t/fork
// RUN: %cxx -O1 -g -std=c++20 -fPIC -shared -fno-gnu-unique -DNUMBER=0 %s -o %t/usual/lib0.so
// RUN: %cxx -O1 -g -std=c++20 -fPIC -shared -fno-gnu-unique -DNUMBER=1 -mtls-dialect=gnu2 %s -o %t/usual/lib1.so
// RUN: %cxx -O1 -g -std=c++20 -fPIC -shared -fno-gnu-unique -DNUMBER=2 -mtls-dialect=gnu2 -DNEEDED=0 %s -o %t/usual/lib2.so %t/usual/lib0.so
// RUN: %cxx -O1 -g -std=c++20 -fPIC -shared -fno-gnu-unique -DNUMBER=3 -DNEEDED=1 %s -o %t/usual/lib3.so %t/usual/lib1.so
// RUN: %cxx -O1 -g -std=c++20 -fPIC -shared -fno-gnu-unique -DNUMBER=4 -DNEEDED=3 %s -o %t/usual/lib4.so %t/usual/lib3.so
// RUN: %cxx -O1 -g -std=c++20 -fPIC -shared -fno-gnu-unique -DNUMBER=5 -mtls-dialect=gnu2 %s -o %t/usual/lib5.so
// RUN: %cxx -O1 -g -std=c++20 -fPIC -shared -fno-gnu-unique -nostartfiles -DBARE -DNUMBER=0 %s -o %t/fork/lib0.so
// RUN: %cxx -O1 -g -std=c++20 -fPIC -shared -fno-gnu-unique -nostartfiles -DBARE -DNUMBER=1 -mtls-dialect=gnu2 %s -o %t/fork/lib1.so
// RUN: %cxx -O1 -g -std=c++20 -fPIC -shared -fno-gnu-unique -nostartfiles -DBARE -DNUMBER=2 -mtls-dialect=gnu2 -DNEEDED=0 %s -o %t/fork/lib2.so %t/fork/lib0.so
// RUN: %cxx -O1 -g -std=c++20 -fPIC -shared -fno-gnu-unique -nostartfiles -DBARE -DNUMBER=3 -DNEEDED=1 %s -o %t/fork/lib3.so %t/fork/lib1.so
// RUN: %cxx -O1 -g -std=c++20 -fPIC -shared -fno-gnu-unique -nostartfiles -DBARE -DNUMBER=4 -DNEEDED=3 %s -o %t/fork/lib4.so %t/fork/lib3.so
// RUN: %cxx -O1 -g -std=c++20 -fPIC -shared -fno-gnu-unique -nostartfiles -DBARE -DNUMBER=5 -mtls-dialect=gnu2 %s -o %t/fork/lib5.so
// RUN: %cxx -O1 -g -std=c++20 -pthread %s -o %t/stress
// RUN: %t/stress %t/usual %stress no-fork | FileCheck %s
// RUN: %ld-seal --seal=none %t/stress %t/usual %stress no-fork | FileCheck %s
// RUN: %ld-seal %t/stress %t/usual %stress no-fork | FileCheck %s
// RUN: %ld-seal --seal=none %t/stress %t/fork %stress | FileCheck %s
// RUN: %ld-seal %t/stress %t/fork %stress | FileCheck %s
// CHECK: failures: 0
// CHECK: left mapped: 0
// CHECK: more descriptors: 0
// CHECK: more mappings: no
// REQUIRES: tls-descriptors, mseal
#include <atomic>
#include <cstdio>
#include <stdexcept>
#include <string>

#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)
using Callback = void (*)(int);

#ifdef NUMBER
#ifdef NEEDED
extern "C" int JOIN(work_, NEEDED)(int value, Callback callback);
#endif
namespace {
struct Thrown : std::runtime_error {
  using std::runtime_error::runtime_error;
};
std::atomic<int> calls; // since the library was opened
struct Object {
  int alive = 1;
#ifndef BARE
  ~Object() { alive = 2; }
#endif
} object;
#ifdef BARE
extern "C" {
// The start files' else.
[[gnu::visibility("hidden")]] void* __dso_handle = &__dso_handle;
}
#endif
thread_local int from_image = 100 + NUMBER;
thread_local int from_zero;
thread_local char big[5000];
#if NUMBER % 3 == 0
thread_local std::string destroyed = "long enough to be allocated on the heap";
#endif
} // namespace
// 0 for what is right, else which check failed.
extern "C" int JOIN(work_, NUMBER)(int value, Callback callback) {
  int before = calls++;
  if (from_zero > before || from_image != 100 + NUMBER + from_zero)
    return 1000 + NUMBER; // a thread's storage that is older than the library, or another one's
  if (big[4999] != char(from_zero))
    return 2000 + NUMBER;
  ++from_zero;
  ++from_image;
  big[4999] = char(from_zero);
  if (object.alive != 1)
    return 3000 + NUMBER;
#if NUMBER % 3 == 0
  if (destroyed.size() < 30)
    return 4000 + NUMBER;
  destroyed.back() = char('a' + value % 26);
#endif
  if (value % 3 == 1)
    throw Thrown("from " + std::to_string(NUMBER));
  callback(value);
#ifdef NEEDED
  try {
    if (int wrong = JOIN(work_, NEEDED)(value + 1, callback))
      return wrong;
  } catch (const std::runtime_error& error) {
    if (error.what() != "from " + std::to_string(NEEDED))
      return 5000 + NUMBER;
  }
#endif
  return 0;
}
#else
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <dlfcn.h>
#include <fstream>
#include <link.h>
#include <malloc.h>
#include <random>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {
constexpr int kLibraries = 6;
std::string folder;
std::atomic<int> failures, opened, caught, forked, started, walked;

void fail(const char* what, int detail = 0) {
  if (failures++ < 20)
    std::fprintf(stderr, "%s (%d): %s\n", what, detail, dlerror());
}

void throw_sometimes(int value) {
  if (value % 3 == 2)
    throw value; // through a library
}

void call(int (*work)(int, Callback), int value) {
  try {
    if (int wrong = work(value, throw_sometimes))
      fail("wrong in the library", wrong);
  } catch (int thrown) {
    if (thrown != value && thrown != value + 1 && thrown != value + 2)
      fail("another exception", thrown);
    ++caught;
  } catch (const std::exception& error) {
    if (std::strncmp(error.what(), "from ", 5) != 0)
      fail("another exception");
    ++caught;
  }
}

void use(unsigned random, bool in_child);

int look(dl_phdr_info* info, std::size_t, void*) {
  unsigned loads = 0;
  for (int i = 0; i < info->dlpi_phnum; ++i)
    if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_R)) {
      // What is listed is mapped.
      volatile char first =
          *reinterpret_cast<const char*>(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr);
      (void)first;
      ++loads;
    }
  if (loads == 0 || std::strlen(info->dlpi_name) > 4000)
    fail("an object without segments");
  ++walked;
  return 0;
}

void fork_and_use(unsigned random) {
  pid_t child = fork();
  if (child == 0) {
    alarm(600); // a child that waits for ever must not stay: the parent counts it as failed
    failures = 0;
    for (unsigned i = 0; i < 3; ++i)
      use(random + i * 7, true);
    int status = failures ? 1 : 0;
    random % 2 ? std::exit(status) : _exit(status);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
    fail("a child", status);
  ++forked;
}

bool may_fork;

void use(unsigned random, bool in_child) {
  int number = int(random % kLibraries);
  unsigned kind = random / kLibraries % 8;
  if (kind == 0 && !in_child && may_fork)
    return fork_and_use(random / 64);
  if (kind == 1) {
    dl_iterate_phdr(look, nullptr);
    return;
  }
  if (kind == 2) {
    std::string missing = folder + "/missing.so";
    if (dlopen(missing.c_str(), RTLD_NOW) || !dlerror())
      fail("a missing library was opened");
    return;
  }
  int mode =
      (random / 64 % 2 ? RTLD_NOW : RTLD_LAZY) | (random / 128 % 4 ? RTLD_LOCAL : RTLD_GLOBAL);
  void* library = dlopen((folder + "/lib" + std::to_string(number) + ".so").c_str(), mode);
  if (!library)
    return fail("dlopen", number);
  ++opened;
  auto work = reinterpret_cast<int (*)(int, Callback)>(
      dlsym(library, ("work_" + std::to_string(number)).c_str()));
  if (!work)
    return fail("dlsym", number);
  int value = int(random / 256 % 1000);
  // Not in a child: glibc's pthread_create may find there the stack of a thread that its parent's was just clearing, and
  // frees that one's blocks a second time (under the system's loader too).
  if (kind == 3 && !in_child) {
    // Storage made, used and destroyed with a thread's life.
    std::thread thread(call, work, value);
    std::thread another(call, work, value + 1);
    thread.join();
    another.join();
    started += 2;
  } else {
    for (int i = 0; i < 3; ++i)
      call(work, value + i);
  }
  Dl_info info;
  if (!dladdr(reinterpret_cast<void*>(work), &info) || !std::strstr(info.dli_fname, "/lib"))
    fail("dladdr", number);
  if (dlsym(library, "no such symbol") || !dlerror())
    fail("a missing symbol was found");
  if (dlclose(library) != 0)
    fail("dlclose", number);
}

void round(int iterations, int threads) {
  std::vector<std::thread> workers;
  for (int id = 0; id < threads; ++id)
    workers.emplace_back([=] {
      std::minstd_rand random(unsigned(id + 1));
      for (int i = 0; i < iterations; ++i)
        use(unsigned(random()), false);
    });
  for (auto& worker : workers)
    worker.join();
  // What a thread's objects held open goes with the first dlclose after its end.
  dlclose(dlopen((folder + "/lib5.so").c_str(), RTLD_NOW));
}

struct Kept {
  int libraries = 0, mappings = 0, descriptors = 0;
};
Kept kept() {
  Kept result;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    ++result.mappings;
    result.libraries += line.find(folder + "/lib") != line.npos;
  }
  DIR* descriptors = opendir("/proc/self/fd");
  while (readdir(descriptors))
    ++result.descriptors;
  closedir(descriptors);
  return result;
}
} // namespace

int main(int argc, char** argv) {
  folder = argv[1];
  int iterations = 1000 * std::atoi(argv[2]);
  may_fork = argc < 4;
  mallopt(M_ARENA_MAX, 1); // else the number of mappings depends on who waits for whom
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  alarm(unsigned(1800 *
                 std::atoi(argv[2]))); // a net for what waits for ever, nothing is measured by it
  constexpr int kThreads = 6;
  // The first round makes what stays: the stacks of threads, kept for the next ones, and sealed libraries.
  round(iterations, kThreads);
  Kept before = kept();
  round(iterations, kThreads);
  Kept after = kept();
  std::printf("opened %d, caught %d, started %d, forked %d, walked %d\n", opened.load(),
              caught.load(), started.load(), forked.load(), walked.load());
  std::printf("failures: %d\n", failures.load());
  std::printf("left mapped: %d\n", after.libraries - before.libraries);
  std::printf("more descriptors: %d\n", after.descriptors - before.descriptors);
  // A thread's stack is two mappings, and how many are kept depends on how many there were at once.
  int more = after.mappings - before.mappings;
  std::printf("more mappings: %s\n", more <= 4 * kThreads ? "no" : std::to_string(more).c_str());
}
#endif
