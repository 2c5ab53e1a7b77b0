// Programs and libraries of each linker and with each layout, in C++ and C: marked they do what they did, under the system's
// loader and under ld-seal; --unmark restores them byte for byte. The layouts stand in Inputs/linkers.py.
// REQUIRES: ld.lld, mold, gdb, eu-unstrip
// RUN: %python %S/Inputs/linkers.py %t %ld-seal %elfseal %cc %cxx %s | FileCheck %s
// CHECK: 14 layouts, 168 files
#ifdef __cplusplus
#include <iostream>
#include <stdexcept>
#include <string>
[[noreturn]] void word(const std::string& text);
#ifdef LIBRARY
thread_local int calls = 0;
struct Failure : std::runtime_error {
  using runtime_error::runtime_error;
};
void word(const std::string& text) { throw Failure(text + " " + std::to_string(++calls)); }
#else
int main() {
  for (const char* text : {"caught", "again"}) {
    try {
      word(text);
    } catch (const std::runtime_error& error) {
      std::cout << error.what() << std::endl;
    }
  }
}
#endif
#else
#include <stdio.h>
extern const char* const words[];
const char* word(int number);
#ifdef LIBRARY
const char* const words[] = {"caught 1", "again 2"}; /* relocated, then read-only */
static __thread int calls;
const char* word(int number) { return calls++ == number ? words[number] : "?"; }
#else
int main(void) {
  for (int i = 0; i < 2; ++i)
    puts(word(i));
  return puts(words[0]) < 0;
}
#endif
#endif
