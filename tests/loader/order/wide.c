// Twelve libraries, each depending on some of those before it, loaded in an odd order: the order of
// construction is that of glibc to the last one.
// RUN: %python %S/Inputs/wide.py %t %cc %inputs %s
// RUN: %both %t.program
#include "Inputs/say.h"
#ifdef MAIN
int main(void) { return 0; }
#endif
