// In one object DT_INIT comes before DT_INIT_ARRAY, which runs forwards; DT_FINI_ARRAY runs backwards and
// DT_FINI after it. Constructors get argc, argv and the environment.
// RUN: %dso -DLIBRARY -Wl,-init,old_init,-fini,old_fini %s -o %t.so
// RUN: %cc -I%inputs -Wl,--no-as-needed %s %t.so -o %t
// RUN: %both --env TEST_WORD=word %t one two | FileCheck %s
// CHECK: old init
// CHECK-NEXT: one
// CHECK-NEXT: two: 3 arguments, the last is two, TEST_WORD is word
// CHECK-NEXT: main
// CHECK-NEXT: two ends
// CHECK-NEXT: one ends
// CHECK-NEXT: old fini
#include "nolibc.h"
#ifdef LIBRARY
void old_init(void) { put("old init\n"); }
void old_fini(void) { put("old fini\n"); }
__attribute__((constructor(101))) static void one(void) { put("one\n"); }
__attribute__((constructor(102))) static void two(int argc, char** argv, char** envp) {
  put("two: "), put_number(argc, 10), put(" arguments, the last is "), put(argv[argc - 1]);
  put(", TEST_WORD is "), put(get_env(envp, "TEST_WORD")), put("\n");
}
__attribute__((destructor(101))) static void one_ends(void) { put("one ends\n"); }
__attribute__((destructor(102))) static void two_ends(void) { put("two ends\n"); }
#else
int main(void) {
  put("main\n");
  return 0;
}
#endif
