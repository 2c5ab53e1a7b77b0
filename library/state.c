/* What is sealed. */
#include "internal.h"
#include <sys/prctl.h>

#ifndef PR_GET_MDWE
#define PR_GET_MDWE 66 /* Linux 6.3 */
#endif

struct range_state {
  uintptr_t start, end;
  size_t mapped, sealed; /* bytes of it */
};

static int count_range(const struct ldseal_mapping* mapping, void* context) {
  struct range_state* range = context;
  struct part part = part_between(mapping, range->start, range->end);
  if (part.start < part.end) {
    range->mapped += part.end - part.start;
    range->sealed += mapping->sealed ? part.end - part.start : 0;
  }
  return 0;
}

int ldseal_state(const void* addr, size_t len) {
  struct range_state range = {0};
  if (pages_of(addr, len ? len : 1, &range.start, &range.end) ||
      ldseal_for_each_mapping(count_range, &range))
    return -1;
  if (!range.mapped)
    return LDSEAL_UNMAPPED;
  if (!range.sealed)
    return LDSEAL_OPEN;
  return range.sealed == range.end - range.start ? LDSEAL_SEALED : LDSEAL_PARTLY;
}

static int count_all(const struct ldseal_mapping* mapping, void* context) {
  struct ldseal_process* process = context;
  size_t size = mapping->end - mapping->start;
  process->mappings++;
  process->bytes += size;
  process->sealed_mappings += (size_t)mapping->sealed;
  process->sealed_bytes += mapping->sealed ? size : 0;
  return 0;
}

int ldseal_process(struct ldseal_process* process) {
  *process = (struct ldseal_process){0};
  struct ldseal_loader_facts facts;
  if (ask_loader(&facts)) {
    process->by_ldseal = 1;
    process->sealing = (int)facts.sealing;
    process->policy = facts.policy;
    process->frozen = (int)facts.frozen;
  }
  int mdwe = prctl(PR_GET_MDWE, 0L, 0L, 0L, 0L);
  process->no_new_code = mdwe > 0 && (mdwe & 1);
  return ldseal_for_each_mapping(count_all, process);
}
