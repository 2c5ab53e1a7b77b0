// thread_local objects of a library opened later: made when a thread first uses them, destroyed when it ends, also in
// threads that ran before the library was opened, and in the main thread, in whose end the library still works.
// REQUIRES: tls-descriptors
// RUN: %cxx -std=c++17 -shared -fPIC -DLIBRARY %s -o %t.gd.so
// RUN: %cxx -std=c++17 -shared -fPIC -mtls-dialect=gnu2 -DLIBRARY %s -o %t.desc.so
// RUN: %cxx -std=c++17 -pthread -DPATH='"%t"' %s -o %t
// RUN: %both %t .gd.so | FileCheck %s
// RUN: %both %t .desc.so | FileCheck %s
// CHECK: early: one two
// CHECK-NEXT: destroyed one two
// CHECK-NEXT: late: three four
// CHECK-NEXT: destroyed three four
// CHECK-NEXT: main: five six
// CHECK-NEXT: closed
// CHECK-NEXT: end of main
// CHECK-NEXT: destroyed five six
#include <condition_variable>
#include <cstdio>
#include <dlfcn.h>
#include <mutex>
#include <string>
#include <thread>

#ifdef LIBRARY
struct Words {
  std::string text;
  ~Words() { std::printf("destroyed %s\n", text.c_str()); }
};
thread_local Words words;
extern "C" const char* add(const char* word) {
  words.text += (words.text.empty() ? "" : " ");
  words.text += word;
  return words.text.c_str();
}
#else
static std::mutex mutex;
static std::condition_variable changed;
static const char* (*add)(const char*);
static void use(const char* who, const char* one, const char* two) {
  std::unique_lock lock(mutex);
  changed.wait(lock, [] { return add != nullptr; });
  add(one);
  std::printf("%s: %s\n", who, add(two));
}
int main(int, char** argv) {
  std::thread early(use, "early", "one", "two");
  void* library = dlopen((std::string(PATH) + argv[1]).c_str(), RTLD_NOW);
  {
    std::unique_lock lock(mutex);
    add = reinterpret_cast<const char* (*)(const char*)>(dlsym(library, "add"));
  }
  changed.notify_all();
  early.join();
  std::thread(use, "late", "three", "four").join();
  use("main", "five", "six");
  dlclose(library);
  std::puts("closed");
  std::puts("end of main");
}
#endif
