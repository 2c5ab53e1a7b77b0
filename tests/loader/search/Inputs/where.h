/* where.h: a library that says which copy of it was found, and a program that asks. A test compiles
 * itself with -DWHERE="..." for a library and with -DPROGRAM for the program.
 */
#include "nolibc.h"

const char* where(void);
#ifdef WHERE
const char* where(void) { return WHERE; }
#elif defined MIDDLE
const char* middle(void) { return where(); }
#else
#ifdef USE_MIDDLE
const char* middle(void);
#define where middle
#endif
int main(int argc, char** argv, char** envp) {
  show("found in", where());
  return 0;
}
#endif
