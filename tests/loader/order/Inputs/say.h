/* say.h: an object whose constructor and destructor say its name (-DNAME=x, or the program). */
#include "nolibc.h"

#ifndef NAME
#define NAME program
#endif
#define STRING(x) #x
#define NAMED(x) STRING(x)

CONSTRUCTOR static void construct(void) { put(NAMED(NAME) " constructs\n"); }
DESTRUCTOR static void destruct(void) { put(NAMED(NAME) " destructs\n"); }
