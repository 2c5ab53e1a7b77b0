// What glibc 2.36 keeps of the processor (struct cpu_features in _rtld_global_ro), found out with
// each CPUID leaf asked once. glibc's own code asks 68 times, and in a virtual machine each time is
// an exit to the hypervisor: two thirds of the start of a small program. Pure.
#pragma once

#include "arch/x86_64/cpuid.h"

namespace seal::glibc {

using arch::CpuidLeaf;

// The build whose rules these are.
inline constexpr const char* kCpuFeaturesOf = "Debian GLIBC 2.36-9+deb12u14";

using Cpuid = CpuidLeaf (*)(std::uint32_t leaf, std::uint32_t subleaf);
using Xcr0 = std::uint64_t (*)(); // asked only where the processor has it (OSXSAVE)

enum CpuKind : std::uint32_t { kUnknownCpu, kIntelCpu, kAmdCpu };

// As 2.36 lays it out on x86-64; names without glibc's prefixes.
struct CpuFeatures {
  CpuKind kind = kUnknownCpu;
  std::uint32_t max_leaf = 0, family = 0, model = 0, stepping = 0;
  struct Registers {
    std::uint32_t cpuid[4] = {};  // eax, ebx, ecx, edx as the processor gives them
    std::uint32_t active[4] = {}; // what of that programs can use
  };
  Registers leaf_1, leaf_7, leaf_80000001, leaf_d_1, leaf_80000007, leaf_80000008, leaf_7_1,
      leaf_19, leaf_14;
  std::uint32_t preferred = 0;
  std::uint32_t isa_level = 0; // GNU_PROPERTY_X86_ISA_1_ bits
  std::uint32_t unused_1 = 0;
  std::uint64_t xsave_size = 0;
  std::uint32_t xsave_full_size = 0;
  std::uint32_t unused_2 = 0;
  std::uint64_t data_cache = 0, shared_cache = 0, non_temporal_threshold = 0,
                rep_movsb_threshold = 0, rep_movsb_stop_threshold = 0, rep_stosb_threshold = 0;
  std::uint64_t level1_icache_size = 0, level1_icache_line = 0;
  std::uint64_t level1_dcache_size = 0, level1_dcache_ways = 0, level1_dcache_line = 0;
  std::uint64_t level2_size = 0, level2_ways = 0, level2_line = 0;
  std::uint64_t level3_size = 0, level3_ways = 0, level3_line = 0;
  std::uint64_t level4_size = 0;
};

// Fills `out` with the bytes that glibc would: for Intel's family 6 with leaf 4, and for AMD's from
// family 15 on. False for any other processor and in every case of doubt; glibc's own code is right
// there.
bool detect(Cpuid cpuid, Xcr0 xcr0, CpuFeatures& out);

// glibc's name for the processor's generation, "haswell" or "xeon_phi"; null for others. And its
// AT_HWCAP.
const char* platform_of(const CpuFeatures& features);
std::uint64_t hwcap_of(const CpuFeatures& features);

} // namespace seal::glibc
