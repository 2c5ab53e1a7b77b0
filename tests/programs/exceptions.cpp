// C++: an exception thrown in one library, through another, caught in the program by its type; constructors and
// destructors of static objects; typeinfo and vtables across objects.
// RUN: %cxx -std=c++17 -shared -fPIC -DTHROWS %s -o %t.throws.so
// RUN: %cxx -std=c++17 -shared -fPIC -DPASSES %s %t.throws.so -o %t.passes.so
// RUN: %cxx -std=c++17 -DMAIN %s %t.passes.so %t.throws.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: throws: static constructor
// CHECK: passes: unwinding
// CHECK: caught trouble 42
// CHECK: dynamic_cast works
// CHECK: throws: static destructor
#include <cstdio>
#include <stdexcept>
#include <string>

struct Trouble : std::runtime_error {
  explicit Trouble(int number) : std::runtime_error("trouble " + std::to_string(number)) {}
};
struct Base {
  virtual ~Base() = default;
};
struct Derived : Base {
  ~Derived() override = default;
};
void throws();
void passes();
Base* make();

#if defined THROWS
struct Noisy {
  Noisy() { std::puts("throws: static constructor"); }
  ~Noisy() { std::puts("throws: static destructor"); }
} noisy;
void throws() { throw Trouble(42); }
Base* make() { return new Derived; }
#elif defined PASSES
struct Guard {
  ~Guard() { std::puts("passes: unwinding"); }
};
void passes() {
  Guard guard;
  throws();
}
#else
int main() {
  try {
    passes();
  } catch (const Trouble& trouble) {
    std::printf("caught %s\n", trouble.what());
  }
  Base* base = make();
  std::puts(dynamic_cast<Derived*>(base) ? "dynamic_cast works" : "dynamic_cast fails");
  delete base;
}
#endif
