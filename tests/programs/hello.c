// A C program: stdio, the environment, arguments, errno, exit handlers, the exit status.
// RUN: %cc %s -o %t
// RUN: %cc -no-pie %s -o %t.exec
// RUN: %cc -Wl,-z,now,-z,relro %s -o %t.now
// RUN: %both --status=3 %t one | FileCheck %s
// RUN: %both --status=3 %t.exec one | FileCheck %s
// RUN: %both --status=3 %t.now one | FileCheck %s
// CHECK: hello, one
// CHECK: No such file or directory
// CHECK: last words
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void last_words(void) { puts("last words"); }
int main(int argc, char** argv) {
  atexit(last_words);
  printf("hello, %s\n", argv[argc - 1]);
  if (!fopen("/nowhere", "r"))
    puts(strerror(errno));
  return getenv("PATH") ? 3 : 4;
}
