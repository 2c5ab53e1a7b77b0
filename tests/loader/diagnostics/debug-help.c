// LD_DEBUG=help lists the classes and does not run the program; a class that does not exist is named, and passed over.
// RUN: %prog %s -o %t
// RUN: %both --env LD_DEBUG=help %t | FileCheck %s --check-prefix=HELP
// RUN: %both --env LD_DEBUG=unused:nonsense,help,libs %t 2>&1 >/dev/null | FileCheck %s --check-prefix=UNKNOWN
// RUN: %both --env LD_DEBUG='nonsense unused' %t | FileCheck %s --check-prefix=RAN
// RUN: %both --env LD_DEBUG= %t 2>&1 | FileCheck %s --check-prefix=RAN
// HELP: Valid options for the LD_DEBUG
// HELP-NOT: ran
// UNKNOWN: warning: debug option `nonsense' unknown; try LD_DEBUG=help
// RAN: ran
#include "nolibc.h"
int main(int argc, char** argv, char** envp) {
  put("ran\n");
  return 0;
}
