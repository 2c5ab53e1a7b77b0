/* ldseal/note.h: the mark, a note by which an ELF file opts in to sealing.
 *
 * The note stands in a PT_NOTE segment, or alone in a PT_GNU_SEAL segment. Owner LDSEAL_NOTE_OWNER,
 * type LDSEAL_NOTE_SEAL, descriptor struct ldseal_note_desc, all little-endian, aligned to 4.
 * The main program's mark decides for the process. docs/mark.md tells the whole format.
 */
#ifndef LDSEAL_NOTE_H
#define LDSEAL_NOTE_H

#include <stdint.h>

#define LDSEAL_NOTE_OWNER "ELFSEAL" /* n_namesz 8: the NUL counts */
#define LDSEAL_NOTE_VOID 0u         /* n_type of a mark that was taken back: nothing */
#define LDSEAL_NOTE_SEAL 1u         /* n_type of a mark */
#define LDSEAL_NOTE_UNDO 2u         /* n_type of elfseal's undo record; a loader passes over it */
#define LDSEAL_NOTE_VERSION 1u

#define LDSEAL_PT_GNU_SEAL 0x64745ea1u /* p_type, where a linker makes a segment of its own */
#define LDSEAL_PT_OPENBSD_MUTABLE 0x65a3dbe5u /* p_type of a range that is never sealed */
#define LDSEAL_PT_GNU_MUTABLE 0x6474f555u     /* the same, as glibc's unmerged series has it */
/* pr_type in NT_GNU_PROPERTY_TYPE_0: a mark with policy 0 */
#define LDSEAL_GNU_PROPERTY_MEMORY_SEAL 3u

struct ldseal_note_desc {
  uint32_t version; /* LDSEAL_NOTE_VERSION */
  uint32_t policy;  /* LDSEAL_POLICY_* bits */
};

/* Marks what this file is linked into: at file scope, once a program or library, with or-ed policy
 * bits or 0 for the default policy. The linker makes the segment. */
#define LDSEAL_MARK(policy_bits)                                                                   \
  __attribute__((section(".note.ldseal"), used, aligned(4))) static const struct {                 \
    uint32_t namesz, descsz, type;                                                                 \
    char owner[8];                                                                                 \
    struct ldseal_note_desc desc;                                                                  \
  } ldseal_mark = {8, 8, LDSEAL_NOTE_SEAL, LDSEAL_NOTE_OWNER, {LDSEAL_NOTE_VERSION, (policy_bits)}}

/* How an undo record begins; operations follow, see docs/mark.md. */
struct ldseal_undo_desc {
  uint64_t size;        /* of the file before it was marked */
  uint64_t hash;        /* its XXH64, seed 0 */
  uint64_t marked_hash; /* of the marked file, with this descriptor and the mark's zero */
};

/* Policy words, one bit each. */
#define LDSEAL_POLICY_MARKED_ONLY (1u << 0) /* seal only objects that carry a mark themselves */
#define LDSEAL_POLICY_NO_DLOPEN (1u << 1)   /* leave objects opened later unsealed */
#define LDSEAL_POLICY_DATA (1u << 2)        /* seal writable segments and bss too */
#define LDSEAL_POLICY_STACK (1u << 3)       /* seal the main thread's stack */
#define LDSEAL_POLICY_NO_SYSTEM (1u << 4)   /* leave vdso and vvar alone */
#define LDSEAL_POLICY_WX (1u << 5)          /* PR_SET_MDWE before the first constructor */
#define LDSEAL_POLICY_REQUIRE (1u << 6)     /* fail closed */
#define LDSEAL_POLICY_ALL 0x7fu

#endif
