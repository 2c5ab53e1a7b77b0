// LD_DEBUG_OUTPUT: a file for each process, named after it; where it cannot be made, standard output. Each line begins
// with the process's id, also in the child of a fork.
// RUN: %cc %s -o %t && rm -rf %t.dir && mkdir %t.dir
// RUN: env LD_DEBUG=libs LD_DEBUG_OUTPUT=%t.dir/debug %ld-seal %t > %t.out 2>&1
// RUN: cat %t.dir/debug.$(cat %t.out) | FileCheck %s -DPID=$(cat %t.out)
// RUN: env LD_DEBUG=libs LD_DEBUG_OUTPUT=%t.nowhere/debug %ld-seal %t 2>/dev/null | FileCheck %s --check-prefix=STDOUT
// RUN: env LD_DEBUG=statistics %t 2>&1 | sed -E 's/[0-9]*[.]?[0-9]+/N/g' > %t.expected
// RUN: env LD_DEBUG=statistics %ld-seal %t 2>&1 | sed -E 's/[0-9]*[.]?[0-9]+/N/g' | diff -b %t.expected -
// CHECK: {{^ *}}[[PID]]:{{	}}find library=libc.so.6 [0]; searching
// CHECK: {{^ *}}[[PID]]:{{	}}transferring control
// STDOUT: {{^ *[0-9]+:	}}find library=libc.so.6 [0]; searching
#include <stdio.h>
#include <unistd.h>
int main() { printf("%d\n", getpid()); }
