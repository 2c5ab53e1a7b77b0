/* What the files of libldseal share. */
#ifndef LDSEAL_INTERNAL_H
#define LDSEAL_INTERNAL_H

#include "dl/control.h"
#include "ldseal/seal.h"

/* Where the page begins that an address lies in. */
uintptr_t page_down(uintptr_t address);
/* Pages that a range touches; 0 and EINVAL where it wraps around. */
int pages_of(const void* addr, size_t len, uintptr_t* start, uintptr_t* end);

/* mseal(2) until it is not interrupted; -1 and errno. */
int seal_pages(uintptr_t start, uintptr_t end);
/* The same, and what is not mapped is passed over. */
int seal_mapped_pages(uintptr_t start, uintptr_t end);

/* From /proc/self/maps: `sealed` is not told, and no page table is walked for it. */
int for_each_place(int (*visit)(const struct ldseal_mapping* mapping, void* context),
                   void* context);

/* What of a mapping lies between two addresses; empty: end <= start. */
struct part {
  uintptr_t start, end;
};
struct part part_between(const struct ldseal_mapping* mapping, uintptr_t start, uintptr_t end);

/* The control function of ld-seal; null under another loader. */
ldseal_control_function* loader_control(void);
/* Its answer to a query; 0, and no facts, under another loader. */
int ask_loader(struct ldseal_loader_facts* facts);

/* Visits what ldseal_register noted. */
void for_each_registered(void (*visit)(uintptr_t start, uintptr_t end, void* context),
                         void* context);

#endif
