/* ldseal/seal.h: what a program can do about the sealing of its own memory. libldseal.a.
 *
 * It works under any loader, in static programs too: what it needs of the kernel is mseal(2) (Linux
 * 6.10) and /proc; where the program was loaded by ld-seal, that is asked as well. All functions
 * are thread-safe, and give -1 with errno where they fail; none of them takes anything back: a seal
 * lasts until the process ends or executes another program.
 */
#ifndef LDSEAL_SEAL_H
#define LDSEAL_SEAL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One mapping of the process, as the kernel has it. */
struct ldseal_mapping {
  uintptr_t start, end;
  int protection;   /* PROT_READ, PROT_WRITE, PROT_EXEC */
  int sealed;       /* 1 or 0 */
  const char* name; /* the file's path, or a name in brackets, or ""; while it is being visited */
};

/* Calls visit for each mapping, in ascending order, until it gives something else than 0, which
 * becomes the result. ENOENT and the like without /proc. */
int ldseal_for_each_mapping(int (*visit)(const struct ldseal_mapping* mapping, void* context),
                            void* context);

enum ldseal_state { LDSEAL_UNMAPPED, LDSEAL_OPEN, LDSEAL_PARTLY, LDSEAL_SEALED };

/* The state of all pages that len bytes from addr on touch: LDSEAL_SEALED where each is mapped and
 * sealed, LDSEAL_OPEN where none is sealed, LDSEAL_UNMAPPED where none is mapped. */
int ldseal_state(const void* addr, size_t len);

/* The process as a whole. */
struct ldseal_process {
  int by_ldseal;   /* 1: ld-seal loaded it */
  int sealing;     /* 1: and sealed what it loaded */
  uint32_t policy; /* LDSEAL_POLICY_* of ldseal/note.h */
  int frozen;      /* 1: no library comes or goes any more (LDSEAL_LOCKDOWN_NO_DLOPEN) */
  int no_new_code; /* 1: nothing becomes executable that was writable (PR_SET_MDWE) */
  size_t mappings, sealed_mappings;
  size_t bytes, sealed_bytes;
};
int ldseal_process(struct ldseal_process* process);

/* Seals whole pages: EINVAL for an address or a length that is no multiple of the page's size,
 * since the kernel would seal the neighbour's part of the last page too. ENOMEM: something there is
 * not mapped. ENOSYS: no mseal. EPERM: mseal is forbidden. */
int ldseal_seal(void* addr, size_t len);

/* As OpenBSD's mimmutable(2): seals every page that len bytes from addr on touch; what is not
 * mapped is passed over. */
int mimmutable(void* addr, size_t len);

/* Tells ldseal_lockdown of pages to be sealed then; conditions as for ldseal_seal. ENOSPC: more
 * than LDSEAL_MOST_REGISTERED. */
#define LDSEAL_MOST_REGISTERED 256
int ldseal_register(void* addr, size_t len);

/* For after a lockdown without dlopen: opens a library now, for good. dlerror(3) tells why it
 * fails. */
int ldseal_open(const char* name);

/* The same for what libc opens when it is first needed: the name services that nsswitch.conf names,
 * the conversions of the locale's character set, libgcc_s (for pthread_cancel and backtrace). */
int ldseal_open_services(void);

/* Flags of a lockdown. */
#define LDSEAL_LOCKDOWN_NO_DLOPEN (1u << 0)  /* libraries neither come nor go any more (ld-seal) */
#define LDSEAL_LOCKDOWN_ALLOW_CODE (1u << 1) /* no W^X: for programs that make code */

/* What a lockdown left as it is. */
#define LDSEAL_LEFT_MEMORY (1u << 0)  /* what allocators own: heap, threads' stacks, caches */
#define LDSEAL_LEFT_FILES (1u << 1)   /* files that the program mapped */
#define LDSEAL_LEFT_SYSTEM (1u << 2)  /* vdso and vvar: policy no-system, or the kernel refused */
#define LDSEAL_LEFT_MUTABLE (1u << 3) /* what objects declare mutable */
#define LDSEAL_LEFT_LOADER (1u << 4)  /* what the loader keeps of libraries */
#define LDSEAL_LEFT_DLOPEN (1u << 5)  /* libraries can still come and go */
#define LDSEAL_LEFT_CODE (1u << 6)    /* memory can still become executable */
#define LDSEAL_LEFT_OBJECTS (1u << 7) /* parts of objects that the kernel did not seal */

struct ldseal_lockdown {
  uint32_t left; /* LDSEAL_LEFT_* */
  int error;     /* errno of the first thing that was asked for and not done; 0: all was */
  size_t mappings, sealed_mappings;
  size_t bytes, sealed_bytes;
};

/* From here on only simple things should happen. Seals everything whose owner is known: all objects
 * with their data, the main thread's stack, vdso and vvar, the loader's state, what was registered;
 * lets nothing become executable that was writable (PR_SET_MDWE, Linux 6.3; children inherit it);
 * on request ends dlopen. Contents change as before, protections and places do not. malloc, stdio,
 * threads, locales and name services go on working; see ldseal_open_services.
 *
 * 0: all that was asked for was done. -1: not all, errno tells what came first; the rest was done.
 * `result` may be null. */
int ldseal_lockdown(uint32_t flags, struct ldseal_lockdown* result);

#ifdef __cplusplus
}
#endif

#endif
