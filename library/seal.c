/* Sealing ranges. */
#include "internal.h"
#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_mseal
#define SYS_mseal 462 /* Linux 6.10 */
#endif

static uintptr_t page_size(void) { return (uintptr_t)sysconf(_SC_PAGESIZE); }

uintptr_t page_down(uintptr_t address) { return address & -page_size(); }

int pages_of(const void* addr, size_t len, uintptr_t* start, uintptr_t* end) {
  uintptr_t at = (uintptr_t)addr, last;
  if (__builtin_add_overflow(at, len, &last) ||
      __builtin_add_overflow(last, page_size() - 1, &last)) {
    errno = EINVAL;
    return -1;
  }
  *start = page_down(at);
  *end = page_down(last);
  return 0;
}

int seal_pages(uintptr_t start, uintptr_t end) {
  long result;
  do
    result = syscall(SYS_mseal, start, end - start, 0UL);
  while (result == -1 && errno == EINTR);
  return (int)result;
}

static int seal_part(const struct ldseal_mapping* mapping, void* context) {
  const struct part* range = context;
  struct part part = part_between(mapping, range->start, range->end);
  return part.start < part.end && strcmp(mapping->name, "[vsyscall]") != 0
             ? seal_pages(part.start, part.end)
             : 0;
}

int seal_mapped_pages(uintptr_t start, uintptr_t end) {
  if (start == end || seal_pages(start, end) == 0)
    return 0;
  if (errno != ENOMEM)
    return -1;
  struct part range = {start, end};
  return for_each_place(seal_part, &range);
}

static int is_whole_pages(const void* addr, size_t len) {
  if (((uintptr_t)addr | len) & (page_size() - 1)) {
    errno = EINVAL;
    return 0;
  }
  return 1;
}

int ldseal_seal(void* addr, size_t len) {
  uintptr_t start, end;
  if (!is_whole_pages(addr, len) || pages_of(addr, len, &start, &end))
    return -1;
  return seal_pages(start, end);
}

int mimmutable(void* addr, size_t len) {
  uintptr_t start, end;
  return pages_of(addr, len, &start, &end) ? -1 : seal_mapped_pages(start, end);
}

/* An entry counts once its end is there. */
static struct {
  uintptr_t start;
  _Atomic(uintptr_t) end;
} registered[LDSEAL_MOST_REGISTERED];
static atomic_size_t registered_count;

int ldseal_register(void* addr, size_t len) {
  uintptr_t start, end;
  if (!is_whole_pages(addr, len) || pages_of(addr, len, &start, &end))
    return -1;
  size_t at = atomic_load(&registered_count);
  do
    if (at == LDSEAL_MOST_REGISTERED) {
      errno = ENOSPC;
      return -1;
    }
  while (!atomic_compare_exchange_weak(&registered_count, &at, at + 1));
  registered[at].start = start;
  atomic_store(&registered[at].end, end);
  return 0;
}

void for_each_registered(void (*visit)(uintptr_t start, uintptr_t end, void* context),
                         void* context) {
  for (size_t i = 0; i < LDSEAL_MOST_REGISTERED; i++) {
    uintptr_t end = atomic_load(&registered[i].end);
    if (end)
      visit(registered[i].start, end, context);
  }
}
