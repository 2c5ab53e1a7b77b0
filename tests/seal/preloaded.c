// Preloaded libraries are sealed like the program's own.
// REQUIRES: mseal
// RUN: %dso -DLIBRARY %s -o %t.so
// RUN: %prog %s -o %t
// RUN: env LD_PRELOAD=%t.so %ld-seal %t | FileCheck %s
// CHECK: preloaded=r-xp sealed
#include "Inputs/smaps.h"

#ifdef LIBRARY
CONSTRUCTOR static void look(void) { show_mapping("preloaded", look); }
#else
int main(int argc, char** argv, char** envp) { return 0; }
#endif
