// A program that is cut off anywhere is refused with one line, by hand: at each header's edges and in the middle
// of the segments.
// RUN: %prog %s -o %t
// RUN: %mutate --truncate %t %ld-seal
#include "nolibc.h"
int main(int argc, char** argv, char** envp) { return 0; }
