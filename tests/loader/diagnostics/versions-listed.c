// LD_VERBOSE with LD_TRACE_LOADED_OBJECTS, as `ldd -v` asks: which versions each object needs, and who has them. What
// is missing is said, and does not end the listing.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/old %t.dir/new && cd %t.dir
// RUN: echo 'V1 { first; }; V2 { second; };' > new/map && echo 'V1 { first; };' > old/map
// RUN: %dso -DLIBRARY %s -Wl,--version-script=new/map,-soname,lib.so -o new/lib.so
// RUN: %dso -DLIBRARY %s -Wl,--version-script=old/map,-soname,lib.so -o old/lib.so
// RUN: %prog %s new/lib.so -o prog
// RUN: %both --env LD_TRACE_LOADED_OBJECTS=1 --env LD_VERBOSE=yes --env LD_LIBRARY_PATH=new \
// RUN:   --filter='s/0x[0-9a-f]{16}/ADDRESS/' ./prog | FileCheck %s --check-prefixes=CHECK,NEW
// RUN: %both --env LD_TRACE_LOADED_OBJECTS=1 --env LD_VERBOSE=yes --env LD_LIBRARY_PATH=old \
// RUN:   --filter='s/0x[0-9a-f]{16}/ADDRESS/' ./prog 2> errors | FileCheck %s --check-prefixes=CHECK,OLD
// RUN: FileCheck %s --check-prefix=ERROR < errors
// CHECK: lib.so => {{.*}}lib.so (0x{{[0-9a-f]+}})
// CHECK: Version information:
// CHECK-NEXT: /prog:
// CHECK-DAG: lib.so (V1) => {{.*}}lib.so
// NEW-DAG: lib.so (V2) => new/lib.so
// OLD-DAG: lib.so (V2) => not found
// ERROR: /prog: old/lib.so: version `V2' not found (required by {{.*}}/prog)
#include "nolibc.h"
#ifdef LIBRARY
int first(void) { return 1; }
int second(void) { return 2; }
#else
int first(void);
int second(void);
int main(int argc, char** argv, char** envp) { return first() + second(); }
#endif
