#include <errno.h>
#include <ldseal/note.h>
#include <ldseal/seal.h>
#include <stdio.h>
#include <sys/mman.h>

int answer(void);
int main(void) {
  void* page = (void*)((unsigned long)answer & ~4095ul);
  printf("word: %s\n", LDSEAL_POLICY_DATA == 4 ? "data" : "?");
  printf("text: %s\n", mprotect(page, 4096, PROT_READ) && errno == EPERM ? "sealed" : "open");
  printf("data: %s\n", ldseal_state(stdout, 1) == LDSEAL_SEALED ? "sealed" : "open");
  return answer() != 42;
}
