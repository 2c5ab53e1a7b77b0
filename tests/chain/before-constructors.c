// Libc's own loader links (--host=chain): all that must not change is sealed when the first constructor runs, and what
// dlopen brings when its own first constructor runs, by hand and as the program's interpreter.
// (glibc's loader has its cache mapped, unsealed, while it searches and constructors run: here it needs none.)
// REQUIRES: mseal
// RUN: %cc -I%source/tests/Inputs -I%source/tests/seal/Inputs %source/tests/sysroots/Inputs/witness.c -o %t
// RUN: %cc -I%source/tests/Inputs -I%source/tests/seal/Inputs -shared -fPIC -Wl,-z,now -DLIBRARY -DLATER \
// RUN:   %source/tests/sysroots/Inputs/witness.c -o %t.so
// RUN: %cc -I%source/tests/Inputs -I%source/tests/seal/Inputs -DLATER='"%t.so"' %source/tests/sysroots/Inputs/witness.c -o %t.later
// RUN: %cc -I%source/tests/Inputs -I%source/tests/seal/Inputs -Wl,--dynamic-linker=%ld-seal %source/tests/sysroots/Inputs/witness.c -o %t.interp
// RUN: %ld-seal --host=chain --inhibit-cache %t | FileCheck %s
// RUN: %ld-seal --host=chain --require-seal --inhibit-cache %t.later | FileCheck %s
// RUN: env LD_SEAL=all LD_SEAL_HOST=chain LD_LIBRARY_PATH=/lib/x86_64-linux-gnu %t.interp | FileCheck %s
// CHECK-NOT: open
// CHECK: {{^}}all sealed
// CHECK-NOT: open
