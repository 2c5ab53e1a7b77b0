// By hand as by the kernel, the auxiliary vector describes the program: AT_PHDR, AT_PHENT, AT_PHNUM, AT_ENTRY;
// and argv, envp and AT_EXECFN are the program's.
// RUN: %prog %s -o %t
// RUN: env -i WORD=value %ld-seal %t a b | FileCheck %s
// RUN: env -i WORD=value %both %t a b | FileCheck %s
// CHECK: argc=3
// CHECK-NEXT: program name=auxv.c.tmp
// CHECK-NEXT: argv[2]=b
// CHECK-NEXT: envp[0]=WORD=value
// CHECK-NEXT: phdr=1
// CHECK-NEXT: phent=56
// CHECK-NEXT: phnum=1
// CHECK-NEXT: entry=1
// CHECK-NEXT: stack aligned=1
#include "nolibc.h"

extern const u8 __ehdr_start[] __attribute__((visibility("hidden")));
extern const u8 _start[] __attribute__((visibility("hidden")));
int main(int argc, char** argv, char** envp) {
  show_int("argc", argc);
  show("program name", base_name(argv[0]));
  show("argv[2]", argv[2]);
  show("envp[0]", envp[0]);
  char** end = envp;
  while (*end)
    end++;
  u64 values[64] = {};
  for (u64* aux = (u64*)end + 1; aux[0]; aux += 2)
    if (aux[0] < 64)
      values[aux[0]] = aux[1];
  show_int("phdr", values[3] == (u64)__ehdr_start + *(u64*)(__ehdr_start + 32));
  show_int("phent", values[4]);
  show_int("phnum", values[5] == *(unsigned short*)(__ehdr_start + 56));
  show_int("entry", values[9] == (u64)_start);
  show_int("stack aligned", (u64)(argv - 1) % 16 == 0);
  return 0;
}
