// thread_local objects of a library with destructors, in threads that end and in the main thread.
// RUN: %cxx -std=c++17 -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cxx -std=c++17 -pthread %s %t.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: thread uses 1
// CHECK: destroyed 1
// CHECK: main uses 2
// CHECK: destroyed 2
#include <cstdio>
#include <thread>

void use(const char* who, int number);
#ifdef LIBRARY
struct Counted {
  int number = 0;
  ~Counted() { std::printf("destroyed %d\n", number); }
};
thread_local Counted counted;
void use(const char* who, int number) {
  counted.number = number;
  std::printf("%s uses %d\n", who, number);
}
#else
int main() {
  std::thread(use, "thread", 1).join();
  use("main", 2);
}
#endif
