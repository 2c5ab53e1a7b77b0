// A plugin opened with RTLD_LAZY may call functions that only a library opened later defines (RTLD_GLOBAL): a call
// finds them then, with all its arguments, and a plugin of very many such functions is no different.
// RUN: %cc -shared -fPIC -DLATER %s -o %t.later.so
// RUN: %cc -shared -fPIC -z lazy -DPLUGIN %s -o %t.so
// RUN: %cc -shared -fPIC -z lazy -z noseparate-code -fcf-protection=none -DPLUGIN %s -o %t.old.so
// RUN: %cc -shared -fPIC -z now -DPLUGIN %s -o %t.now.so
// RUN: %cc -rdynamic -DPATH='"%t"' %s -o %t
// RUN: %both %t .so | FileCheck %s
// RUN: %both %t .old.so | FileCheck %s
// RUN: %both %t .now.so | FileCheck %s --check-prefix=NOW
// RUN: env LD_BIND_NOW=1 %both %t .so | FileCheck %s --check-prefix=NOW
// CHECK: plugin: open
// CHECK: later: open
// CHECK: many: 1 2 3 4 5 6 7.5 8.5 9.5 10
// CHECK: struct: 3
// CHECK: again: 1 2 3 4 5 6 7.5 8.5 9.5 10
// CHECK: two thousand: 1999000
// NOW: plugin: no
#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>

#define TEN(f, n) f(n##0) f(n##1) f(n##2) f(n##3) f(n##4) f(n##5) f(n##6) f(n##7) f(n##8) f(n##9)
#define HUNDRED(f, n) TEN(f, n##0) TEN(f, n##1) TEN(f, n##2) TEN(f, n##3) TEN(f, n##4) \
  TEN(f, n##5) TEN(f, n##6) TEN(f, n##7) TEN(f, n##8) TEN(f, n##9)
#define THOUSAND(f, n) HUNDRED(f, n##0) HUNDRED(f, n##1) HUNDRED(f, n##2) HUNDRED(f, n##3) HUNDRED(f, n##4) \
  HUNDRED(f, n##5) HUNDRED(f, n##6) HUNDRED(f, n##7) HUNDRED(f, n##8) HUNDRED(f, n##9)
#define ALL(f) THOUSAND(f, 1) THOUSAND(f, 2)

typedef struct {
  long double value;
  long pad[4];
} Big;
void show(char* out, int a, int b, int c, int d, ...);
Big make_big(long double value);

#ifdef LATER
void show(char* out, int a, int b, int c, int d, ...) {
  va_list rest;
  va_start(rest, d);
  int e = va_arg(rest, int), f = va_arg(rest, int);
  double g = va_arg(rest, double), h = va_arg(rest, double), i = va_arg(rest, double);
  int j = va_arg(rest, int);
  va_end(rest);
  sprintf(out, "%d %d %d %d %d %d %g %g %g %d", a, b, c, d, e, f, g, h, i, j);
}
Big make_big(long double value) { return (Big){value}; }
#define DEFINE(n) int f##n(void) { return n - 1000; }
ALL(DEFINE)
#elif defined PLUGIN
#define DECLARE(n) int f##n(void);
ALL(DECLARE)
void many(char* out) { show(out, 1, 2, 3, 4, 5, 6, 7.5, 8.5, 9.5, 10); }
int big(void) { return (int)make_big(3).value; }
long sum(void) {
  long total = 0;
#define ADD(n) total += f##n();
  ALL(ADD)
  return total;
}
#else
int main(int argc, char** argv) {
  char path[4096], text[200];
  snprintf(path, sizeof path, "%s%s", PATH, argv[1]);
  void* plugin = dlopen(path, RTLD_LAZY);
  printf("plugin: %s\n", plugin ? "open" : "no");
  if (!plugin)
    return 0;
  void* later = dlopen(PATH ".later.so", RTLD_NOW | RTLD_GLOBAL);
  printf("later: %s\n", later ? "open" : dlerror());
  void (*many)(char*) = (void (*)(char*))dlsym(plugin, "many");
  many(text);
  printf("many: %s\n", text);
  printf("struct: %d\n", ((int (*)(void))dlsym(plugin, "big"))());
  many(text);
  printf("again: %s\n", text);
  printf("two thousand: %ld\n", ((long (*)(void))dlsym(plugin, "sum"))());
  return 0;
}
#endif
