// The report: one line a mapping, with the object, the range, what it is, and "sealed" or the reason why not.
// Without a file it goes to standard error. It says what the kernel says, mapping by mapping.
// REQUIRES: mseal
// RUN: %dso -DLIBRARY -Wl,-z,now %s -o %t.so
// RUN: %prog -Wl,-z,now -Wl,--dynamic-linker=%ld-seal %s %t.so -o %t
// RUN: %ld-seal --seal-report=%t.file %t > %t.maps
// RUN: FileCheck %s < %t.file
// RUN: %ld-seal --seal-report %t 2>&1 >/dev/null | FileCheck %s
// RUN: env LD_SEAL=all LD_SEAL_REPORT=1 %t 2>&1 >/dev/null | FileCheck %s
// CHECK-DAG: {{^[0-9a-f]+-[0-9a-f]+}} text {{ *}}sealed {{.*}}/report.c.tmp{{$}}
// CHECK-DAG: {{^[0-9a-f]+-[0-9a-f]+}} read-only data {{ *}}sealed {{.*}}/report.c.tmp.so
// CHECK-DAG: {{^[0-9a-f]+-[0-9a-f]+}} text {{ *}}sealed {{.*}}/report.c.tmp.so
// CHECK-DAG: {{^[0-9a-f]+-[0-9a-f]+}} RELRO {{ *}}sealed {{.*}}/report.c.tmp.so
// CHECK-DAG: {{^[0-9a-f]+-[0-9a-f]+}} data {{ *}}not sealed {{.*}}/report.c.tmp.so ({{.+}})
// CHECK-DAG: {{^[0-9a-f]+-[0-9a-f]+}} loader {{ *}}sealed {{.*}}ld-seal-x86-64.so.1
// CHECK-DAG: {{^[0-9a-f]+-[0-9a-f]+}} loader state {{ *}}not sealed {{.*}}ld-seal-x86-64.so.1 (writable)
// CHECK-DAG: {{^[0-9a-f]+-[0-9a-f]+}} loader state {{ *}}not sealed {{.*}}[ld-seal] (read-only but while libraries are opened)
// CHECK-DAG: {{^[0-9a-f]+-[0-9a-f]+}} vdso {{ *}}sealed {{.*}}[vdso]
// CHECK-DAG: {{^[0-9a-f]+-[0-9a-f]+}} vvar {{ *}}sealed {{.*}}[vvar{{.*}}]
#include "Inputs/smaps.h"

#ifdef LIBRARY
const char* const relro[] = {"a pointer that is relocated"};
int data = 1;
int function(void) { return 0; }
#else
extern const char* const relro[];
int main(int argc, char** argv, char** envp) {
  print_mappings();
  return relro[0] == 0;
}
#endif
