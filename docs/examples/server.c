#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>

int answer(void);

int main(void) {
  void* code = (void*)((unsigned long)answer & ~4095ul);
  int refused = mprotect(code, 4096, PROT_READ | PROT_WRITE) == -1 && errno == EPERM;
  printf("the answer is %d, and its code %s\n", answer(), refused ? "is sealed" : "can be changed");
  return 0;
}
