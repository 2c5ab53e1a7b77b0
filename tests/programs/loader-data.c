// Variables that the loader provides are there before relocation copies them into the program, as it does by default in programs
// at fixed addresses and in those built with -fPIE.
// RUN: %cc -O1 -fno-pie -no-pie %s -o %t.exec
// RUN: %both %t.exec | FileCheck %s
// RUN: %cc -O1 -fPIE -pie %s -o %t.pie
// RUN: %both %t.pie | FileCheck %s
// RUN: %cc -O1 -fPIC -pie %s -o %t.pic
// RUN: %both %t.pic | FileCheck %s
// RUN: %both --env GLIBC_TUNABLES=glibc.pthread.rseq=0 %t.pie | FileCheck --check-prefix=OFF %s
// CHECK: _r_debug: version 1, maps 1, breakpoint 1, base 1
// CHECK: after dlopen: listed 1
// CHECK: rseq: flags 0, size {{[1-9][0-9]*}}, offset {{-?[1-9][0-9]*}}, area in use 1
// CHECK: __libc_stack_end: 1, _dl_argv: 1, secure: 0, environ: 1, name: loader-data.c.tmp
// OFF: rseq: flags 0, size 0, offset {{-?[1-9][0-9]*}}, area in use 0
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/rseq.h>
#include <unistd.h>

extern void* __libc_stack_end;
extern char** _dl_argv;
extern int __libc_enable_secure;

static int is_listed(const struct link_map* wanted) {
  const struct link_map* map = _r_debug.r_map;
  while (map && map != wanted)
    map = map->l_next;
  return map != NULL;
}

int main(int argc, char** argv, char** envp) {
  (void)argc;
  // A copy keeps the state at the time of copying, RT_ADD; what a DT_DEBUG points to goes on.
  printf("_r_debug: version %d, maps %d, breakpoint %d, base %d, state %d\n", _r_debug.r_version, _r_debug.r_map != NULL,
         _r_debug.r_brk != 0, _r_debug.r_ldbase != 0, _r_debug.r_state);
  printf("after dlopen: listed %d\n", is_listed(dlopen("libm.so.6", RTLD_NOW)));
  const struct rseq* area = (const struct rseq*)((char*)__builtin_thread_pointer() + __rseq_offset);
  printf("rseq: flags %u, size %u, offset %td, area in use %d\n", __rseq_flags, __rseq_size, __rseq_offset, (int)area->cpu_id >= 0);
  printf("__libc_stack_end: %d, _dl_argv: %d, secure: %d, environ: %d, name: %s\n", *(long*)__libc_stack_end == 1,
         _dl_argv == argv, __libc_enable_secure, environ == envp && __environ == envp, program_invocation_short_name);
  return 0;
}
