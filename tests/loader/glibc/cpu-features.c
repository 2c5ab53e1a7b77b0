// What glibc keeps of the processor is the same, byte for byte, whether its own code or ld-seal found it out; and so is
// what programs ask it for. With a tunable of the processor's it is left to glibc.
// RUN: %cc %s /lib64/ld-linux-x86-64.so.2 -o %t
// On one processor, since those of a machine may differ.
// RUN: taskset --cpu-list --pid $$ | sed 's/.*: //; s/[,-].*//' > %t.cpu
// RUN: taskset --cpu-list $(cat %t.cpu) %both %t | FileCheck %s
// RUN: taskset --cpu-list $(cat %t.cpu) %both --env GLIBC_TUNABLES=glibc.cpu.x86_data_cache_size=65536 %t | FileCheck %s
// RUN: taskset --cpu-list $(cat %t.cpu) %both --env GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2_Usable,-AVX512F %t | FileCheck %s
// CHECK: features: {{([0-9a-f]{8} )+}}
// CHECK-NEXT: hwcap: {{[0-9a-f]+}}, platform
// CHECK-NEXT: caches:
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Places of glibc 2.36, as loader/host/glibc/records/glibc_2_36.h has them. */
enum { kFeatures = 112, kSize = 480, kPlatform = 8, kHwcap = 96 };

extern const char _rtld_global_ro[]; /* GLIBC_PRIVATE */

int main(void) {
  const char* shared = _rtld_global_ro;
  printf("features: ");
  for (int i = 0; i < kSize; i += 4) {
    unsigned word;
    memcpy(&word, shared + kFeatures + i, 4);
    /* Of leaf 1, what tells the processor that the process is on just now. */
    if (i == 20 + 4)
      word &= 0xffffff;
    printf("%08x ", word);
  }
  unsigned long hwcap;
  const char* platform;
  memcpy(&hwcap, shared + kHwcap, sizeof hwcap);
  memcpy(&platform, shared + kPlatform, sizeof platform);
  printf("\nhwcap: %lx, platform %s\ncaches:", hwcap, platform);
  for (int name = _SC_LEVEL1_ICACHE_SIZE; name <= _SC_LEVEL4_CACHE_LINESIZE; name++)
    printf(" %ld", sysconf(name));
  printf("\nfeatures that programs ask for: %d %d %d\n", !!__builtin_cpu_supports("avx2"), !!__builtin_cpu_supports("avx512f"),
         !!__builtin_cpu_supports("sse4.2"));
  return 0;
}
