/* Sealing everything whose owner is known. */
#define _GNU_SOURCE
#include "internal.h"
#include "ldseal/note.h"
#include <errno.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>

#ifndef PR_SET_MDWE
#define PR_SET_MDWE 65 /* Linux 6.3 */
#endif
#define REFUSE_EXEC_GAIN 1ul

struct work {
  struct ldseal_lockdown result;
  int keeps_system; /* policy no-system */
};

static void note_failure(struct work* work, uint32_t left) {
  work->result.left |= left;
  if (!work->result.error)
    work->result.error = errno;
}

static int is_mutable(const ElfW(Phdr) * phdr) {
  return phdr->p_type == LDSEAL_PT_OPENBSD_MUTABLE || phdr->p_type == LDSEAL_PT_GNU_MUTABLE;
}

static void pages_of_segment(const struct dl_phdr_info* object, const ElfW(Phdr) * phdr,
                             uintptr_t* start, uintptr_t* end) {
  if (pages_of((const void*)(object->dlpi_addr + phdr->p_vaddr), phdr->p_memsz, start, end))
    *start = *end = 0;
}

/* Cuts out what the object declares mutable. The ranges may come in any order: what lies before one
 * is looked at from the first again, and what lies behind it with those that follow. */
static void seal_around_mutable(struct work* work, const struct dl_phdr_info* object,
                                uintptr_t start, uintptr_t end) {
  for (size_t i = 0; i < object->dlpi_phnum; i++) {
    uintptr_t from, to;
    if (!is_mutable(&object->dlpi_phdr[i]))
      continue;
    pages_of_segment(object, &object->dlpi_phdr[i], &from, &to);
    if (from >= to || from >= end || to <= start)
      continue;
    work->result.left |= LDSEAL_LEFT_MUTABLE;
    if (from > start)
      seal_around_mutable(work, object, start, from);
    if (to >= end)
      return;
    start = to;
  }
  if (seal_mapped_pages(start, end))
    note_failure(work, LDSEAL_LEFT_OBJECTS);
}

struct place {
  uintptr_t start, end;
  int fits; /* all of it is readable and not writable */
};

static int look_at_place(const struct ldseal_mapping* mapping, void* context) {
  struct place* place = context;
  if (mapping->start <= place->start && place->end <= mapping->end)
    place->fits = mapping->protection == PROT_READ && mapping->name[0] == '/';
  return 0;
}

/* Relocated pages that are still the file's: MADV_DONTNEED would bring its bytes back, sealed or
 * not. ld-seal has them on anonymous pages already; here a copy is moved over them, at once for all
 * threads. */
static void keep_relro(struct work* work, const struct dl_phdr_info* object,
                       const ElfW(Phdr) * relro) {
  struct place place;
  pages_of_segment(object, relro, &place.start, &place.end);
  place.end = page_down(object->dlpi_addr + relro->p_vaddr + relro->p_memsz);
  place.fits = 0;
  if (place.start >= place.end || for_each_place(look_at_place, &place) || !place.fits)
    return;
  size_t size = place.end - place.start;
  void* copy = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (copy == MAP_FAILED) {
    note_failure(work, LDSEAL_LEFT_OBJECTS);
    return;
  }
  memcpy(copy, (const void*)place.start, size);
  if (mprotect(copy, size, PROT_READ) ||
      mremap(copy, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, (void*)place.start) == MAP_FAILED) {
    if (errno != EPERM) /* sealed already: as it is */
      note_failure(work, LDSEAL_LEFT_OBJECTS);
    munmap(copy, size);
  }
}

static int is_system(const char* name) { return !strncmp(name, "linux-vdso", 10); }

static int seal_object(struct dl_phdr_info* object, size_t size, void* context) {
  (void)size;
  struct work* work = context;
  if (is_system(object->dlpi_name))
    return 0;
  for (size_t i = 0; i < object->dlpi_phnum; i++)
    if (object->dlpi_phdr[i].p_type == PT_GNU_RELRO)
      keep_relro(work, object, &object->dlpi_phdr[i]);
  for (size_t i = 0; i < object->dlpi_phnum; i++) {
    uintptr_t start, end;
    if (object->dlpi_phdr[i].p_type != PT_LOAD)
      continue;
    pages_of_segment(object, &object->dlpi_phdr[i], &start, &end);
    seal_around_mutable(work, object, start, end);
  }
  return 0;
}

static int seal_named(const struct ldseal_mapping* mapping, void* context) {
  struct work* work = context;
  const int system = !strcmp(mapping->name, "[vdso]") || !strncmp(mapping->name, "[vvar", 5);
  if (system && work->keeps_system)
    work->result.left |= LDSEAL_LEFT_SYSTEM;
  else if ((system || !strcmp(mapping->name, "[stack]")) &&
           seal_pages(mapping->start, mapping->end))
    note_failure(work, system ? LDSEAL_LEFT_SYSTEM : LDSEAL_LEFT_MEMORY);
  return 0;
}

static void seal_registered(uintptr_t start, uintptr_t end, void* work) {
  if (seal_pages(start, end))
    note_failure(work, LDSEAL_LEFT_MEMORY);
}

static void freeze_loader(struct work* work, uint32_t flags) {
  if (!(flags & LDSEAL_LOCKDOWN_NO_DLOPEN)) {
    work->result.left |= LDSEAL_LEFT_DLOPEN | LDSEAL_LEFT_LOADER;
    return;
  }
  ldseal_control_function* control = loader_control();
  int error = control ? control(LDSEAL_FREEZE, NULL) : ENOTSUP;
  if (error) {
    errno = error;
    note_failure(work, LDSEAL_LEFT_LOADER | (control ? 0 : LDSEAL_LEFT_DLOPEN));
  }
}

static void refuse_new_code(struct work* work, uint32_t flags) {
  if (flags & LDSEAL_LOCKDOWN_ALLOW_CODE)
    work->result.left |= LDSEAL_LEFT_CODE;
  else if (prctl(PR_SET_MDWE, REFUSE_EXEC_GAIN, 0L, 0L, 0L))
    note_failure(work, LDSEAL_LEFT_CODE);
}

static int count(const struct ldseal_mapping* mapping, void* context) {
  struct ldseal_lockdown* result = context;
  const size_t size = mapping->end - mapping->start;
  result->mappings++;
  result->bytes += size;
  if (mapping->sealed) {
    result->sealed_mappings++;
    result->sealed_bytes += size;
  } else if (mapping->name[0] == '/') {
    result->left |= LDSEAL_LEFT_FILES;
  } else if (mapping->protection & PROT_WRITE) {
    result->left |= LDSEAL_LEFT_MEMORY;
  }
  return 0;
}

int ldseal_lockdown(uint32_t flags, struct ldseal_lockdown* result) {
  if (flags & ~(LDSEAL_LOCKDOWN_NO_DLOPEN | LDSEAL_LOCKDOWN_ALLOW_CODE)) {
    errno = EINVAL;
    return -1;
  }
  struct work work = {0};
  struct ldseal_loader_facts facts;
  if (ask_loader(&facts))
    work.keeps_system = (facts.policy & LDSEAL_POLICY_NO_SYSTEM) != 0;

  dl_iterate_phdr(seal_object, &work);
  if (for_each_place(seal_named, &work))
    note_failure(&work, LDSEAL_LEFT_SYSTEM | LDSEAL_LEFT_MEMORY);
  for_each_registered(seal_registered, &work);
  freeze_loader(&work, flags);
  refuse_new_code(&work, flags);
  if (ldseal_for_each_mapping(count, &work.result))
    note_failure(&work, 0);

  if (result)
    *result = work.result;
  errno = work.result.error;
  return work.result.error ? -1 : 0;
}
