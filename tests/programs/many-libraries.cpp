// A C++ program with fifty libraries that call one another, throw through one another and have TLS and static
// objects of their own.
// RUN: %python %S/Inputs/many.py %t %cxx %s 50
// RUN: %both %t.program | FileCheck %s
// CHECK: sum 1275
// CHECK: caught at the bottom: 50
#include <cstdio>
#include <stdexcept>
#include <string>

#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)

#ifdef NUMBER
int JOIN(next, PREVIOUS)(int depth);
static thread_local std::string text = "x";
static std::string object(NUMBER, 'o');
int JOIN(next, NUMBER)(int depth) {
  text += object;
  if (NUMBER == 1 && depth)
    throw std::runtime_error(std::to_string(depth));
#if NUMBER > 1
  return NUMBER + JOIN(next, PREVIOUS)(depth ? depth + 1 : 0);
#else
  return NUMBER;
#endif
}
#else
int JOIN(next, COUNT)(int depth);
int main() {
  std::printf("sum %d\n", JOIN(next, COUNT)(0));
  try {
    JOIN(next, COUNT)(1);
  } catch (const std::exception& error) {
    std::printf("caught at the bottom: %s\n", error.what());
  }
}
#endif
