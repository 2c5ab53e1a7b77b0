// A library that exports nothing, and one that needs nothing: hash tables without entries.
// RUN: %dso -DLIBRARY -fvisibility=hidden -Wl,--hash-style=gnu %s -o %t.gnu.so
// RUN: %dso -DLIBRARY -fvisibility=hidden -Wl,--hash-style=sysv %s -o %t.sysv.so
// RUN: %dso -DLIBRARY -DANSWER %s -o %t.so
// RUN: %prog -Wl,--no-as-needed %s %t.gnu.so %t.sysv.so %t.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: answer=42
#include "nolibc.h"

#ifdef LIBRARY
#ifdef ANSWER
int answer(void) { return 42; }
#else
int hidden(void) { return 1; }
#endif
#else
int answer(void);
int main(int argc, char** argv, char** envp) {
  show_int("answer", answer());
  return 0;
}
#endif
