// A program with bytes changed in its headers, dynamic section, symbol, hash and relocation tables is either
// taken or refused with one line; the loader does not crash over it. --list loads and does not relocate, so that
// anything may be damaged; in the second round the program is started, and only its tables are damaged: from its
// first word on ("started") it may crash as it likes.
// RUN: %dso -DLIBRARY -Wl,--hash-style=both %s -o %t.so
// RUN: %prog -Wl,--hash-style=both -Wl,-z,pack-relative-relocs %s %t.so -o %t
// RUN: %mutate --headers=700 %t %ld-seal --list
// RUN: %mutate --tables=1500 %t %ld-seal
// RUN: %mutate --tables=700 %t %ld-seal --list=tree
// RUN: %mutate --tables=700 %t env LD_TRACE_LOADED_OBJECTS=1 LD_VERBOSE=yes LD_WARN=yes LD_BIND_NOW=yes %ld-seal
//
// The same for a library, which is found as lib.so:
// RUN: rm -rf %t.dir && mkdir %t.dir
// RUN: %dso -DLIBRARY -DPOINTERS -Wl,--hash-style=both,-z,now %s -Wl,-soname,lib.so -o %t.dir/lib.so
// RUN: %prog %s %t.dir/lib.so -o %t.user
// RUN: %mutate --headers=500 --library %t.dir/lib.so %ld-seal --list %t.user
// RUN: %mutate --tables=1000 --library %t.dir/lib.so %ld-seal %t.user
// RUN: %mutate --truncate --library %t.dir/lib.so %ld-seal %t.user
#include "nolibc.h"
extern int variable;
int function(void);
#ifdef LIBRARY
int variable = 1;
int function(void) { return 2; }
#ifdef POINTERS
__attribute__((tls_model("initial-exec"))) __thread int local = 3;
int* const table[] = {&variable, &variable, 0};
int* use(void) { return table[0] + function() + local; }
#endif
#else
static int mine;
int* volatile pointers[] = {&variable, &mine, &mine};
int main(int argc, char** argv, char** envp) {
  put("started\n");
  return *pointers[0] + function() == 3 ? 0 : 1;
}
#endif
