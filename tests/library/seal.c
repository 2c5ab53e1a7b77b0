// A program seals memory of its own: whole pages and nothing else, and as OpenBSD's mimmutable with gaps passed over.
// REQUIRES: mseal
// RUN: %cc -O1 %s %libldseal -o %t
// RUN: %both %t | FileCheck %s
#define _GNU_SOURCE
#include <errno.h>
#include <ldseal/seal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE 4096
static const char* outcome(int result) { return result ? strerrorname_np(errno) : "done"; }

static char* map(size_t pages) {
  return mmap(0, pages * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

int main(void) {
  char* pages = map(6);
  // CHECK: an odd address EINVAL, an odd length EINVAL, no end EINVAL
  printf("an odd address %s, ", outcome(ldseal_seal(pages + 1, PAGE)));
  printf("an odd length %s, ", outcome(ldseal_seal(pages, PAGE + 1)));
  printf("no end %s\n", outcome(ldseal_seal(pages, -(size_t)PAGE)));
  // CHECK: nothing was sealed
  if (ldseal_state(pages, 6 * PAGE) == LDSEAL_OPEN)
    puts("nothing was sealed");
  // CHECK: two pages done, again done
  printf("two pages %s, ", outcome(ldseal_seal(pages, 2 * PAGE)));
  printf("again %s\n", outcome(ldseal_seal(pages, 2 * PAGE)));
  // CHECK: protecting EPERM, unmapping EPERM, writing works
  printf("protecting %s, ", outcome(mprotect(pages, PAGE, PROT_READ)));
  printf("unmapping %s, ", outcome(munmap(pages + PAGE, PAGE)));
  pages[0] = 1;
  puts("writing works");
  // CHECK: the neighbour done
  printf("the neighbour %s\n", outcome(mprotect(pages + 2 * PAGE, PAGE, PROT_READ)));
  munmap(pages + 4 * PAGE, PAGE);
  // CHECK: a gap ENOMEM, by mimmutable done
  printf("a gap %s, ", outcome(ldseal_seal(pages + 3 * PAGE, 3 * PAGE)));
  printf("by mimmutable %s\n", outcome(mimmutable(pages + 3 * PAGE + 5, 2 * PAGE + 1)));
  // CHECK: before it 3, in it 0, behind it 3
  printf("before it %d, in it %d, behind it %d\n", ldseal_state(pages + 3 * PAGE, PAGE),
         ldseal_state(pages + 4 * PAGE, PAGE), ldseal_state(pages + 5 * PAGE, PAGE));
  // CHECK: nothing at all done
  printf("nothing at all %s\n", outcome(mimmutable(pages + 4 * PAGE, 10)));
  return 0;
}
