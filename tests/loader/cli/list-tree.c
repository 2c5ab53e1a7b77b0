// --list=tree: who needs what, and by which rule it was found. Each object's needs are shown once, where it was
// loaded; other mentions point there. Circles end. What is missing is named with who needs it, and is an error.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/run && cd %t.dir
// RUN: %dso -DNAME=gone %s -Wl,-soname,gone.so -o gone.so
// RUN: %dso -DNAME=c %s -Wl,-soname,c.so -o run/c.so
// RUN: %dso -DNAME=b %s -Wl,--no-as-needed run/c.so gone.so -Wl,-soname,b.so -o run/b.so
// RUN: %dso -DNAME=c %s -Wl,--no-as-needed run/b.so -Wl,-soname,c.so -o run/c.so
// RUN: %dso -DNAME=a %s -Wl,--no-as-needed run/c.so run/b.so -Wl,-soname,a.so,--enable-new-dtags,-rpath,%t.dir/run -o a.so
// RUN: %dso -DNAME=first %s -o first.so
// RUN: %prog -Wl,--no-as-needed %s a.so run/b.so -Wl,--disable-new-dtags,-rpath,%t.dir/run -o prog && rm gone.so
// RUN: env LD_LIBRARY_PATH=. %exits 127 %ld-seal --preload ./first.so --list=tree ./prog > out 2> errors
// RUN: FileCheck %s --strict-whitespace --match-full-lines < out
// RUN: FileCheck %s --check-prefix=ERROR < errors
//      CHECK:./prog
// CHECK-NEXT:├── ./first.so [LD_PRELOAD]
// CHECK-NEXT:├── a.so => ./a.so [LD_LIBRARY_PATH]
// CHECK-NEXT:│   ├── c.so => {{.*}}/run/c.so [RUNPATH]
// CHECK-NEXT:│   │   └── b.so (below)
// CHECK-NEXT:│   └── b.so (below)
// CHECK-NEXT:└── b.so => {{.*}}/run/b.so [RPATH]
// CHECK-NEXT:    ├── c.so (above)
// CHECK-NEXT:    └── gone.so => not found
// CHECK-NOT:{{.}}
// ERROR: ./prog: error while loading shared libraries: gone.so: cannot open shared object file: No such file or directory
// ERROR-NEXT: ld-seal: needed by {{.*}}b.so;
#include "nolibc.h"
#ifdef NAME
int NAME;
#else
int main(int argc, char** argv, char** envp) { return 0; }
#endif
