// What is sealed, as the program asks: an address, a range, all of the process; under this loader and under the
// system's, in a static program too.
// REQUIRES: mseal
// RUN: %cc -O1 %s %libldseal -o %t
// RUN: %ld-seal %t | FileCheck %s --check-prefixes=CHECK,SEALED
// RUN: %t | FileCheck %s --check-prefixes=CHECK,PLAIN
// RUN: %ld-seal --seal=none %t | FileCheck %s --check-prefixes=CHECK,LOADED
// RUN: %cc -O1 -static %s %libldseal -o %t.static
// RUN: %t.static | FileCheck %s --check-prefixes=CHECK,PLAIN
#include <ldseal/note.h>
#include <ldseal/seal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

static const char* word(int state) {
  static const char* const words[] = {"unmapped", "open", "partly", "sealed"};
  return state < 0 ? "error" : words[state];
}

static int find_vdso(const struct ldseal_mapping* mapping, void* found) {
  if (strcmp(mapping->name, "[vdso]"))
    return 0;
  *(struct ldseal_mapping*)found = *mapping;
  return 7;
}

int main(void) {
  // SEALED: text: sealed
  // PLAIN: text: open
  // LOADED: text: open
  printf("text: %s\n", word(ldseal_state((void*)main, 1)));
  char* pages = mmap(0, 4 * 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  // CHECK: new: open
  printf("new: %s\n", word(ldseal_state(pages, 4 * 4096)));
  munmap(pages + 3 * 4096, 4096);
  // CHECK: gone: unmapped
  printf("gone: %s\n", word(ldseal_state(pages + 3 * 4096, 1)));
  ldseal_seal(pages + 4096, 4096);
  // CHECK: before: open, the page: sealed, its last byte: sealed, behind: open
  printf("before: %s, the page: %s, its last byte: %s, behind: %s\n",
         word(ldseal_state(pages, 4096)), word(ldseal_state(pages + 4096, 4096)),
         word(ldseal_state(pages + 8191, 1)), word(ldseal_state(pages + 8192, 1)));
  // CHECK: both: partly, a byte more: partly, none: sealed
  printf("both: %s, a byte more: %s, none: %s\n", word(ldseal_state(pages, 8192)),
         word(ldseal_state(pages + 4096, 4097)), word(ldseal_state(pages + 4096, 0)));
  // CHECK: too far: error
  printf("too far: %s\n", word(ldseal_state(pages, (size_t)-1)));

  struct ldseal_mapping vdso;
  int result = ldseal_for_each_mapping(find_vdso, &vdso);
  // SEALED: vdso: r-x sealed, 7
  // PLAIN: vdso: r-x open, 7
  printf("vdso: %c%c%c %s, %d\n", vdso.protection & PROT_READ ? 'r' : '-',
         vdso.protection & PROT_WRITE ? 'w' : '-', vdso.protection & PROT_EXEC ? 'x' : '-',
         vdso.sealed ? "sealed" : "open", result);

  struct ldseal_process process;
  if (ldseal_process(&process))
    return 1;
  // SEALED: by ld-seal 1, sealing 1, policy 0, frozen 0, no new code 0, many: 1
  // PLAIN: by ld-seal 0, sealing 0, policy 0, frozen 0, no new code 0, many: 0
  // LOADED: by ld-seal 1, sealing 0, policy 0, frozen 0, no new code 0, many: 0
  printf("by ld-seal %d, sealing %d, policy %x, frozen %d, no new code %d, many: %d\n",
         process.by_ldseal, process.sealing, process.policy, process.frozen, process.no_new_code,
         process.sealed_mappings > 5);
  // CHECK: counts agree
  if (process.sealed_mappings < process.mappings && process.sealed_bytes < process.bytes &&
      process.sealed_bytes >= 4096)
    puts("counts agree");
  return 0;
}
