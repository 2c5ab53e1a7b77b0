// A weak function that nobody defines yet is looked for when it is called, as an undefined one is: a library that is
// opened later may define it. Where everything is bound at the opening it stays 0, as its address in data does.
// RUN: %cc -DUSER -O1 -shared -fPIC %s -Wl,-z,lazy -o %t.user.so
// RUN: %cc -DUSER -O1 -shared -fPIC %s -Wl,-z,now -o %t.now.so
// RUN: %cc -DUSER -O1 -fno-plt -shared -fPIC %s -o %t.address.so
// RUN: %cc -DDEFINER -shared -fPIC %s -o %t.definer.so
// RUN: %cc %s -o %t
// RUN: %both %t %t.user.so %t.definer.so lazy | FileCheck %s
// CHECK: called: 7
// CHECK-NEXT: called: 7
// RUN: %both --status=1 %t %t.user.so %t.definer.so now | FileCheck %s --check-prefix=CRASH
// RUN: %both --status=1 %t %t.now.so %t.definer.so lazy | FileCheck %s --check-prefix=CRASH
// RUN: %both --status=1 --env LD_BIND_NOW=1 %t %t.user.so %t.definer.so lazy | FileCheck %s --check-prefix=CRASH
// RUN: %both --status=1 %t %t.address.so %t.definer.so lazy | FileCheck %s --check-prefix=CRASH
// RUN: %both --status=1 %t %t.user.so %t.user.so lazy | FileCheck %s --check-prefix=CRASH
// CRASH: address 0 was called

#ifdef USER
__attribute__((weak)) int hook(void);
__attribute__((noipa)) int call(void) { return hook(); }
#elif defined DEFINER
int hook(void) { return 7; }
#else
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
static void crashed(int number, siginfo_t *info, void *context) {
  static const char kText[] = "address 0 was called\n";
  if (info->si_addr == NULL && write(1, kText, sizeof kText - 1))
    _exit(1);
  _exit(2);
}
int main(int argc, char **argv) {
  struct sigaction action = {.sa_sigaction = crashed, .sa_flags = SA_SIGINFO};
  sigaction(SIGSEGV, &action, NULL);
  void *user = dlopen(argv[1], argv[3][0] == 'n' ? RTLD_NOW : RTLD_LAZY);
  int (*call)(void) = dlsym(user, "call");
  dlopen(argv[2], RTLD_LAZY | RTLD_GLOBAL);
  printf("called: %d\n", call());
  printf("called: %d\n", call());
  return 0;
}
#endif
