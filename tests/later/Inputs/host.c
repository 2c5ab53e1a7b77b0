/* host.c: the glibc program of the suite in this folder. It opens the object that its argv[0] names, which a test
 * of tests/loader built as its program, and runs that object's main. LATER_MODE says how it is opened.
 *
 * argv[0] and not an argument: the object's constructors and main are to see what they would as a program.
 * An object that cannot be opened ends the run with 127, and with the loader's words in the form that
 * ld-seal has for a start: a test's CHECK lines for messages serve both.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char** argv, char** envp) {
  const char* mode = getenv("LATER_MODE");
  int flags = mode && strcmp(mode, "local") == 0 ? RTLD_NOW | RTLD_LOCAL : RTLD_LAZY | RTLD_GLOBAL;
  void* object = dlopen(argv[0], flags);
  int (*run)(int, char**, char**) =
      object ? (int (*)(int, char**, char**))dlsym(object, "main") : NULL;
  if (!run) {
    fprintf(stderr, "ld-seal: %s\n", dlerror());
    return 127;
  }
  return run(argc, argv, envp);
}
