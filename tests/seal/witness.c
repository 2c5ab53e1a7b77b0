// Real programs, unmodified: a preloaded witness whose constructor comes before all others (DF_1_INITFIRST) looks
// at the mappings of the process and writes down each one that is not writable and not sealed. There must be none
// but [vsyscall] and the loader's state, by hand and as the program's interpreter.
// REQUIRES: mseal
// RUN: %dso -Wl,-z,initfirst,-z,now %s -o %t.so
// RUN: %python %S/Inputs/witness.py %ld-seal %t.so bash -c 'echo hello' :: ls / :: cat /dev/null :: \
// RUN:   grep -c root /etc/passwd :: sed -n 1p /etc/passwd :: sort /etc/passwd :: dd --version :: \
// RUN:   find / -maxdepth 0 :: dpkg --version :: tar --version :: date :: id | FileCheck %s
// CHECK: 12 programs, 24 runs, all sealed
//
// Larger ones; those that are not installed are left out.
// RUN: %python %S/Inputs/witness.py --if-installed %ld-seal %t.so gawk 'BEGIN { print 1 }' :: gzip --version :: \
// RUN:   git --version :: make --version :: sqlite3 -version :: openssl version :: curl --version :: \
// RUN:   /usr/bin/python3 -c 'import ssl' :: perl -e 1 :: %gcc-cc1 --version :: ffmpeg -version :: \
// RUN:   gdb -nx -batch | FileCheck %s --check-prefix=LARGE
// LARGE: programs, {{[0-9]+}} runs, all sealed
#include "Inputs/smaps.h"

static void note_open(const struct mapping* m, void* file) {
  if (m->protection[1] == 'w' || m->sealed || equal(m->name, "[vsyscall]") ||
      is_loader_state(m))
    return;
  put_to((int)(i64)file, m->protection);
  put_to((int)(i64)file, " open ");
  put_to((int)(i64)file, short_name(m));
  put_to((int)(i64)file, "\n");
}

CONSTRUCTOR static void look(int argc, char** argv, char** envp) {
  const char* path = get_env(envp, "WITNESS");
  if (!path)
    return;
  i64 file = syscall3(SYS_open, (i64)path, 02001, 0); // O_WRONLY | O_APPEND
  put_to((int)file, "looked\n");
  for_each_mapping(note_open, (void*)file);
  syscall3(SYS_close, file, 0, 0);
}
