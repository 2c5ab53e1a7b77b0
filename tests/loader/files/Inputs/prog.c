/* A program whose headers are changed; with a name as its argument it opens that. */
#include <dlfcn.h>
#include <stdio.h>
int number = 2;
int *const pointer = &number;
char zeroes[5000];
__thread int local = 3;
#ifdef LIBRARY
int f(void);
#else
static int f(void) { return 6; }
#endif
int main(int argc, char **argv) {
  if (argc > 1) {
    void *handle = dlopen(argv[1], RTLD_NOW);
    if (!handle) {
      printf("%s\n", dlerror());
      return 3;
    }
    int (*opened)(void) = (int (*)(void))dlsym(handle, "f");
    printf("f=%d\n", opened ? opened() : -1);
    return 0;
  }
  printf("f=%d %d\n", f(), *pointer + local + zeroes[4999]);
  return 0;
}
