/* Says what is open when the first constructor runs; with LATER, when that of a library runs that is opened. */
#include "smaps.h"

static int open_count;
static void look_at(const struct mapping* m, void* unused) {
  (void)unused;
  if (m->protection[1] == 'w' || m->sealed || equal(m->name, "[vsyscall]") ||
      equal(m->name, "[heap]") || is_loader_state(m)) /* musl puts a guard page before the heap */
    return;
  put("open: "), put(m->protection), put(" "), put(m->name), put("\n");
  open_count++;
}

#if defined LIBRARY || !defined LATER
CONSTRUCTOR static void look(void) {
  for_each_mapping(look_at, 0);
  put(open_count ? "not all\n" : "all sealed\n");
}
#endif
#ifndef LIBRARY
#include <dlfcn.h>
int main(void) {
#ifdef LATER
  if (!dlopen(LATER, RTLD_NOW))
    put(dlerror());
#endif
  return open_count;
}
#endif
