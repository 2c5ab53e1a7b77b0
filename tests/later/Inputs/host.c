/* Opens a "program" that was built as a library, and runs its main: host FILE [ARG...] */
#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char** argv, char** envp) {
  void* program = argc > 1 ? dlopen(argv[1], RTLD_NOW | RTLD_GLOBAL) : 0;
  int (*run)(int, char**, char**) = program ? (int (*)(int, char**, char**))dlsym(program, "main") : 0;
  if (!run) {
    fprintf(stderr, "%s\n", dlerror());
    return 127;
  }
  return run(argc - 1, argv + 1, envp);
}
