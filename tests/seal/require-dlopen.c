// Under `require` a library that cannot be sealed is not opened, the second time no more than the first, and its
// constructors do not run. Here a filter of the program's own forbids mseal.
// REQUIRES: mseal
// RUN: %cc -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %cc -DPATH='"%t.so"' %s -o %t
// RUN: %ld-seal --require-seal %t | FileCheck %s --implicit-check-not=constructed
// CHECK: refused: {{.*}}cannot be sealed, and the policy requires it
// CHECK: refused: {{.*}}cannot be sealed, and the policy requires it
// CHECK: loaded: 0
#include <stdio.h>
#ifdef LIBRARY
__attribute__((constructor)) static void construct(void) { puts("constructed"); }
#else
#include <dlfcn.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>

int main(void) {
  setbuf(stdout, 0);
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 462 /* mseal */, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog filter = {sizeof code / sizeof *code, code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter))
    return 2;
  for (int i = 0; i < 2; i++)
    if (!dlopen(PATH, RTLD_NOW))
      printf("refused: %s\n", dlerror());
  printf("loaded: %d\n", dlopen(PATH, RTLD_NOW | RTLD_NOLOAD) != 0);
  return 0;
}
#endif
