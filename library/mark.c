/* An object that marks what it is linked into, with the default policy: for builds without elfseal. */
#include "ldseal/note.h"

LDSEAL_MARK(0);
