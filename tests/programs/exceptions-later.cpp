// C++ exceptions and libraries opened later: thrown in one plugin through the program and another plugin, caught by its type,
// which each has its own typeinfo of, in the main thread and in another; thrown and caught while dlopen runs a static
// object's constructor. Out of dlopen itself none passes: that ends the program, as natively.
// RUN: %cxx -std=c++17 -shared -fPIC -DTHROWS %s -o %t.throws.so
// RUN: %cxx -std=c++17 -shared -fPIC -DPASSES %s -o %t.passes.so
// RUN: %cxx -std=c++17 -shared -fPIC -DCONSTRUCTOR %s -o %t.constructor.so
// RUN: %cxx -std=c++17 -pthread -rdynamic -DPATH='"%t"' %s -o %t
// RUN: %both %t | FileCheck %s
// RUN: %both --status=SIGABRT %t out
// CHECK: passes: unwound
// CHECK-NEXT: caught: trouble 1
// CHECK-NEXT: passes: unwound
// CHECK-NEXT: thread caught: trouble 2
// CHECK-NEXT: passes: unwound
// CHECK-NEXT: in the constructor: trouble 3
#include <cstdio>
#include <dlfcn.h>
#include <stdexcept>
#include <string>
#include <thread>

struct Trouble : std::runtime_error {
  explicit Trouble(const std::string& what) : std::runtime_error("trouble " + what) {}
};
extern "C" void (*in_constructor)(const char*, int);
#if defined THROWS
extern "C" void throws(int number) { throw Trouble(std::to_string(number)); }
#elif defined PASSES
struct Guard {
  ~Guard() { std::puts("passes: unwound"); }
};
extern "C" void passes(void (*call)(int), int number) {
  Guard guard;
  call(number);
}
#elif defined CONSTRUCTOR
struct Object {
  Object() {
    if (void (*call)(const char*, int) = in_constructor)
      call("in the constructor", 3);
    else
      throw Trouble("of a constructor");
  }
} object;
#else
static void (*throws)(int);
static void (*passes)(void (*)(int), int);
static void call(const char* who, int number) {
  try {
    passes(throws, number);
  } catch (const Trouble& trouble) {
    std::printf("%s: %s\n", who, trouble.what());
  }
}
void (*in_constructor)(const char*, int) = call;
int main(int argc, char**) {
  throws = reinterpret_cast<void (*)(int)>(dlsym(dlopen(PATH ".throws.so", RTLD_NOW), "throws"));
  passes = reinterpret_cast<void (*)(void (*)(int), int)>(
      dlsym(dlopen(PATH ".passes.so", RTLD_NOW), "passes"));
  call("caught", 1);
  std::thread(call, "thread caught", 2).join();
  if (argc > 1)
    in_constructor = nullptr;
  try {
    dlopen(PATH ".constructor.so", RTLD_NOW);
  } catch (const Trouble&) {
    std::puts("caught around dlopen");
  }
}
#endif
