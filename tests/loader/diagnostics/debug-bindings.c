// LD_DEBUG=bindings, symbols, versions, reloc and scopes: which definition each reference is bound to, which objects were
// asked for it, which versions are needed of whom, and in which order the objects are relocated.
// RUN: rm -rf %t.dir && mkdir %t.dir && cd %t.dir && echo 'V1 { first; second; };' > map
// RUN: %dso -DLIBRARY %s -Wl,--version-script=map,-soname,lib.so -o lib.so
// RUN: %dso -DOTHER %s -Wl,-soname,other.so -o other.so
// RUN: %prog %s other.so lib.so -Wl,-z,now,-rpath,%t.dir -o prog
// RUN: %both --env LD_DEBUG=bindings --filter="$(cat %S/Inputs/debug.sed)" ./prog 2>&1 | FileCheck %s --check-prefix=BINDINGS
// RUN: %both --env LD_DEBUG=symbols --filter="$(cat %S/Inputs/debug.sed)" ./prog 2>&1 | FileCheck %s --check-prefix=SYMBOLS
// RUN: %both --env LD_DEBUG=versions,reloc --filter="$(cat %S/Inputs/debug.sed)" ./prog 2>&1 | FileCheck %s --check-prefix=VERSIONS
// RUN: env LD_DEBUG=scopes %ld-seal ./prog 2>&1 | FileCheck %s --check-prefix=SCOPES
// BINDINGS-DAG: binding file {{.*}}prog [0] to {{.*}}/lib.so [0]: normal symbol `first' [V1]
// BINDINGS-DAG: binding file {{.*}}prog [0] to {{.*}}/lib.so [0]: normal symbol `second' [V1]
// BINDINGS-DAG: binding file {{.*}}prog [0] to {{.*}}/other.so [0]: normal symbol `third'{{$}}
// SYMBOLS: symbol=first;  lookup in file={{.*}}prog [0]
// SYMBOLS-NEXT: symbol=first;  lookup in file={{.*}}/other.so [0]
// SYMBOLS-NEXT: symbol=first;  lookup in file={{.*}}/lib.so [0]
// VERSIONS: checking for version `V1' in file {{.*}}/lib.so [0] required by file {{.*}}prog [0]
// VERSIONS: relocation processing: {{.*}}/lib.so
// VERSIONS: relocation processing: {{.*}}prog
// SCOPES: Initial object scopes
// SCOPES-NEXT: object=./prog [0]
// SCOPES-NEXT: scope 0: ./prog {{.*}}/other.so {{.*}}/lib.so{{$}}
#include "nolibc.h"
#ifdef LIBRARY
int first(void) { return 1; }
int second(void) { return 2; }
#elif defined(OTHER)
int third(void) { return 3; }
#else
int first(void);
int second(void);
int third(void);
int main(int argc, char** argv, char** envp) { return first() + second() + third() - 6; }
#endif
