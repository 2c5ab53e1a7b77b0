// LD_WARN with LD_TRACE_LOADED_OBJECTS names the data that nobody defines, LD_BIND_NOW the functions too: what
// `ldd -d` and `ldd -r` ask.
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog %s %t.so -Wl,--unresolved-symbols=ignore-all -o %t
// RUN: %both --env LD_TRACE_LOADED_OBJECTS=1 --filter='s/0x[0-9a-f]{16}/ADDRESS/' %t 2>&1 | FileCheck %s --check-prefix=QUIET
// RUN: %both --env LD_TRACE_LOADED_OBJECTS=1 --env LD_WARN=yes --filter='s/0x[0-9a-f]{16}/ADDRESS/' %t 2>&1 \
// RUN:   | FileCheck %s --check-prefix=DATA
// RUN: %both --env LD_TRACE_LOADED_OBJECTS=1 --env LD_WARN=yes --env LD_BIND_NOW=yes \
// RUN:   --filter='s/0x[0-9a-f]{16}/ADDRESS/' %t 2>&1 | FileCheck %s --check-prefixes=DATA,FUNCTION
// QUIET-NOT: undefined symbol
// DATA: undefined symbol: nowhere_data{{	}}({{.*}}.so)
// FUNCTION: undefined symbol: nowhere_function{{	}}({{.*}}.so)
// DATA-NOT: undefined symbol
#include "nolibc.h"
#ifdef LIBRARY
extern int nowhere_data;
int nowhere_function(void);
int* data[] = {&nowhere_data, &nowhere_data};
int library(void) { return nowhere_function(); }
#else
int library(void);
int main(int argc, char** argv, char** envp) { return library(); }
#endif
