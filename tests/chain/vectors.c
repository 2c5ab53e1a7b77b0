// The interpreter and the program see arguments, environment and auxiliary vector as without this loader; the interpreter
// obeys its variables.
// REQUIRES: musl-gcc
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so && %cc -Wl,-z,lazy -Wl,--unresolved-symbols=ignore-in-shared-libs %s %t.so -o %t
// RUN: musl-gcc -DALONE %s -o %t.musl
// RUN: %both --env LD_SEAL_HOST=chain --env A= --env LD_LIBRARY_PATH=/nowhere --env Z=1 %t one '' 'two three' | FileCheck %s
// RUN: %both --env LD_SEAL_HOST=chain --env LD_SEAL=all %t one '' 'two three' | FileCheck %s
// RUN: %both --skip=hand --env A= --env Z=1 %t.musl one '' 'two three' | FileCheck %s
// RUN: env -i A=1 /lib/ld-musl-x86_64.so.1 %t.musl one '' 'two three' > %t.musl.expected
// RUN: env -i A=1 %ld-seal %t.musl one '' 'two three' > %t.musl.output && cmp %t.musl.expected %t.musl.output
// RUN: %both --env LD_SEAL_HOST=chain --status=127 --env LD_BIND_NOW=1 %t 2>&1 | FileCheck %s --check-prefix=NOW
// RUN: env LD_DEBUG=libs,nonsense LD_SHOW_AUXV=1 %ld-seal --host=chain %t > %t.answers 2>&1
// RUN: for answer in "find library=libc.so.6" "debug option .nonsense. unknown" AT_PAGESZ; do \
// RUN:   test $(grep -c "$answer" %t.answers) = 1 || exit 1; done
// CHECK: arguments: 4: [{{.*}}] [one] [] [two three]
// CHECK: behind the environment: 1, headers: 1, entry: 1, page: 4096, secure: 0, random: 1
// NOW: symbol lookup error: {{.*}}: undefined symbol: nowhere
// NOW-NOT: {{.}}
#ifdef LIBRARY
void nowhere(void);
void in_library(int call) {
  if (call)
    nowhere();
}
#else
#include <elf.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
extern char** environ;
extern const Elf64_Ehdr __ehdr_start;
void _start(void);
void in_library(int call);
int main(int argc, char** argv) {
#ifndef ALONE
  in_library(argc > 100);
#endif
  printf("arguments: %d:", argc);
  for (int i = 0; i < argc; i++)
    printf(" [%s]", argv[i]);
  puts("");
  char** end = environ;
  for (; *end; end++)
    puts(*end);
  const Elf64_auxv_t *behind = (Elf64_auxv_t*)(end + 1), *page = behind;
  while (page->a_type != AT_NULL && page->a_type != AT_PAGESZ)
    page++;
  printf("behind the environment: %d, headers: %d, entry: %d, page: %lu, secure: %lu, random: %d\n",
         page->a_type == AT_PAGESZ && page->a_un.a_val == getauxval(AT_PAGESZ),
         getauxval(AT_PHDR) == (unsigned long)&__ehdr_start + __ehdr_start.e_phoff,
         getauxval(AT_ENTRY) == (unsigned long)_start, getauxval(AT_PAGESZ), getauxval(AT_SECURE),
         memcmp((void*)getauxval(AT_RANDOM), (char[16]){0}, 16) != 0);
  return 0;
}
#endif
