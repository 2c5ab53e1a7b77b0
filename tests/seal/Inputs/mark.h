/* mark.h: MARK(version, policy) puts the mark of ldseal/note.h into the object that is compiled. */
#include "ldseal/note.h"

#define MARK_TEXT(x) #x
#define MARK(version, policy) MARK_EXPANDED(version, policy)
#define MARK_EXPANDED(version, policy)                                                             \
  __asm__(                                                                                         \
      ".pushsection .note.ldseal, \"a\", @note\n.balign 4\n.long 8, 8, 1\n.asciz \"ELFSEAL\"\n"    \
      ".long " #version ", " #policy "\n.popsection\n");
