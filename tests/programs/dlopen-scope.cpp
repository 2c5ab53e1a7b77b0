// Scopes of what is opened later: a library's own dependencies serve it alone (RTLD_LOCAL); RTLD_DEEPBIND puts them
// before the program's symbols; an inline variable of C++ (STB_GNU_UNIQUE) is one for the whole process all the same.
// RUN: %cxx -std=c++17 -shared -fPIC -DDEPENDENCY -DWHO='"dependency 1"' %s -o %t.d1.so
// RUN: %cxx -std=c++17 -shared -fPIC -DDEPENDENCY -DWHO='"dependency 2"' %s -o %t.d2.so
// RUN: %cxx -std=c++17 -shared -fPIC -DPLUGIN %s %t.d1.so -o %t.p1.so
// RUN: %cxx -std=c++17 -shared -fPIC -DPLUGIN %s %t.d2.so -o %t.p2.so
// RUN: %cxx -std=c++17 -rdynamic -DPATH='"%t"' %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: local: dependency 1, dependency 2
// CHECK: interposed: program
// CHECK: deep: dependency 1
// CHECK: unique: 1 2 3
#include <cstdio>
#include <dlfcn.h>

inline int& counter() {
  static int value = 0;
  return value;
}

extern "C" const char* who();
extern "C" const char* own();
#if defined DEPENDENCY
extern "C" const char* who() { return WHO; }
extern "C" const char* own() { return WHO; }
#elif defined PLUGIN
extern "C" const char* ask() { return own(); }
extern "C" const char* ask_who() { return who(); }
extern "C" int count() { return ++counter(); }
#else
extern "C" const char* who() { return "program"; }
template <class F>
F* find(void* library, const char* name) {
  void* symbol = library ? dlsym(library, name) : nullptr;
  if (!symbol)
    std::puts(dlerror());
  return reinterpret_cast<F*>(symbol);
}
int main() {
  using Ask = const char*();
  void* one = dlopen(PATH ".p1.so", RTLD_NOW | RTLD_LOCAL);
  void* two = dlopen(PATH ".p2.so", RTLD_NOW | RTLD_LOCAL);
  std::printf("local: %s, %s\n", find<Ask>(one, "ask")(), find<Ask>(two, "ask")());
  std::printf("interposed: %s\n", find<Ask>(one, "ask_who")());
  int first = find<int()>(one, "count")(), second = find<int()>(two, "count")();
  dlclose(dlopen(PATH ".p1.so", RTLD_NOW));
  // Another copy of the file, so that it is another object.
  std::FILE *from = std::fopen(PATH ".p1.so", "rb"), *to = std::fopen(PATH ".p3.so", "wb");
  for (int c; (c = std::getc(from)) != EOF;)
    std::putc(c, to);
  std::fclose(to);
  void* deep = dlopen(PATH ".p3.so", RTLD_NOW | RTLD_DEEPBIND);
  std::printf("deep: %s\n", find<Ask>(deep, "ask_who")());
  std::printf("unique: %d %d %d\n", first, second, find<int()>(deep, "count")());
}
#endif
