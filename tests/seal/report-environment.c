// LD_SEAL_REPORT=FILE: the report is added to the file. A link is not followed and a FIFO not waited for: then there is no report,
// which is an error. For root the variable names no file: a set-user-ID program of glibc's loader hands it on to what it runs as
// root, and the file would be its caller's choice. The command line names a file for anyone, and replaces it.
// REQUIRES: mseal, setuid
// RUN: rm -rf %t.dir && mkdir -m 777 %t.dir && echo precious > %t.dir/precious && chmod 666 %t.dir/precious
// RUN: %prog -Wl,--dynamic-linker=%ld-seal %s -o %t
// RUN: env LD_SEAL=all LD_SEAL_REPORT=%t.dir/report %as-nobody %t | FileCheck %s
// RUN: FileCheck %s --check-prefix=REPORT < %t.dir/report && cp %t.dir/report %t.once
// RUN: env LD_SEAL=all LD_SEAL_REPORT=%t.dir/report %as-nobody %t | FileCheck %s
// RUN: test $(wc -l < %t.dir/report) = $((2 * $(wc -l < %t.once)))
//
// RUN: ln -s precious %t.dir/link && mkfifo -m 666 %t.dir/fifo
// RUN: %exits 127 env LD_SEAL=all LD_SEAL_REQUIRE=1 LD_SEAL_REPORT=%t.dir/link %as-nobody %t 2>&1 | FileCheck %s --check-prefix=LINK
// RUN: %exits 127 env LD_SEAL=all LD_SEAL_REQUIRE=1 LD_SEAL_REPORT=%t.dir/fifo %as-nobody %t 2>&1 | FileCheck %s --check-prefix=FIFO
//
// RUN: env LD_SEAL=all LD_SEAL_REPORT=%t.dir/precious %t 2>&1 | FileCheck %s --check-prefixes=ROOT,CHECK
// RUN: grep -qx precious %t.dir/precious
// RUN: %ld-seal --seal-report=%t.dir/link %t | FileCheck %s
// RUN: FileCheck %s --check-prefix=REPORT < %t.dir/precious
// RUN: not grep -x precious %t.dir/precious
// ROOT: ld-seal: warning: LD_SEAL_REPORT names no file for root (use --seal-report=FILE, or LD_SEAL_REPORT=1 for standard error)
// CHECK: ran
// REPORT: text sealed {{.*}}/report-environment.c.tmp{{$}}
// LINK: cannot write the seal report: Too many levels of symbolic links
// FIFO: cannot write the seal report: No such device or address
#include "nolibc.h"
int main(int argc, char** argv, char** envp) {
  put("ran\n");
  return 0;
}
