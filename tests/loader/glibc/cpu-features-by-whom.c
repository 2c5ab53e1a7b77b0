// Who found out about the processor: the loader, or, where a tunable or another build of glibc makes its answer uncertain,
// the companion's own code. The platform's name is a string of the one that did.
// REQUIRES: known-processor
// RUN: rm -rf %t && mkdir %t && %cc %s /lib64/ld-linux-x86-64.so.2 -o %t/by-whom
// RUN: %ld-seal %t/by-whom | FileCheck %s --check-prefix=LD-SEAL
// RUN: env GLIBC_TUNABLES=glibc.malloc.check=1 %ld-seal %t/by-whom | FileCheck %s --check-prefix=LD-SEAL
// RUN: env GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F %ld-seal %t/by-whom | FileCheck %s --check-prefix=GLIBC
// RUN: cp /lib/x86_64-linux-gnu/libc.so.6 /lib64/ld-linux-x86-64.so.2 %t
// RUN: %python %S/Inputs/patch.py %t/ld-linux-x86-64.so.2 build-id
// RUN: %ld-seal --library-path %t %t/by-whom | FileCheck %s --check-prefix=GLIBC
// LD-SEAL: haswell, by {{.*}}ld-seal-x86-64.so.1
// GLIBC: haswell, by {{.*}}ld-linux-x86-64.so.2
#define _GNU_SOURCE
#include <link.h>
#include <stdio.h>
#include <string.h>

enum { kPlatform = 8 };              /* in loader/host/glibc/records/glibc_2_36.h */
extern const char _rtld_global_ro[]; /* GLIBC_PRIVATE */

static int holds(struct dl_phdr_info* object, size_t size, void* address) {
  (void)size;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr)* segment = &object->dlpi_phdr[i];
    if (segment->p_type == PT_LOAD && (size_t)address - object->dlpi_addr - segment->p_vaddr < segment->p_memsz) {
      printf("%s\n", object->dlpi_name);
      return 1;
    }
  }
  return 0;
}

int main(void) {
  char* platform;
  memcpy(&platform, _rtld_global_ro + kPlatform, sizeof platform);
  printf("%s, by ", platform);
  return !dl_iterate_phdr(holds, platform);
}
