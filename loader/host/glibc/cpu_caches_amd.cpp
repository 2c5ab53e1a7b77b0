// What glibc makes of AMD's cache parameters: sizes and a thread's share (AMD's manual, volume 3,
// leaves 0x80000005, 0x80000006 and 0x8000001d).
#include "host/glibc/cpu_bits.h"

namespace seal::glibc::cpu {
namespace {

// One register of leaf 0x80000006. The number of ways is a code, of which 0 is "no such cache" and
// 15 "as many as lines".
struct OuterCache {
  static constexpr std::uint32_t kFully = 15;
  std::uint32_t code, line;
  std::uint64_t size;

  bool exists() const { return code != 0; }
  bool is_sound() const { return code != kFully || line != 0; }
  std::uint64_t ways() const {
    constexpr std::uint8_t kWays[kFully] = {0, 1, 2, 0, 4, 0, 8, 0, 16, 0, 32, 48, 64, 96, 128};
    return code < kFully ? kWays[code] : size / line;
  }
};

void describe(const OuterCache& cache, std::uint64_t& size, std::uint64_t& ways,
              std::uint64_t& line) {
  size = cache.exists() ? cache.size : 0;
  ways = cache.exists() ? cache.ways() : 0;
  line = cache.exists() ? cache.line : 0;
}

void find_level1(Cpuid cpuid, F& f) {
  const CpuidLeaf leaf = cpuid(0x80000005, 0);
  constexpr std::uint32_t kSize = 0x3fc00, kFully = 0xff;
  f.level1_icache_size = leaf.edx >> 14 & kSize;
  f.level1_icache_line = leaf.edx & 0xff;
  f.level1_dcache_size = leaf.ecx >> 14 & kSize;
  f.level1_dcache_line = leaf.ecx & 0xff;
  f.level1_dcache_ways = leaf.ecx >> 16 & 0xff;
  if (f.level1_dcache_ways == kFully)
    f.level1_dcache_ways = leaf.ecx >> 14 & kSize;
}

bool find_outer_levels(Cpuid cpuid, F& f) {
  const CpuidLeaf leaf = cpuid(0x80000006, 0);
  const OuterCache level2{leaf.ecx >> 12 & 0xf, leaf.ecx & 0xff, leaf.ecx >> 6 & 0x3fffc00};
  const OuterCache level3{leaf.edx >> 12 & 0xf, leaf.edx & 0xff, (leaf.edx & 0x3ffc0000) << 1};
  if (!level2.is_sound() || !level3.is_sound())
    return false;
  describe(level2, f.level2_size, f.level2_ways, f.level2_line);
  describe(level3, f.level3_size, f.level3_ways, f.level3_line);
  f.level4_size = ~std::uint64_t{0}; // not known
  return true;
}

} // namespace

bool find_amd_caches(Cpuid cpuid, std::uint32_t last, F& f, LargestCache& largest) {
  constexpr std::uint32_t kZen = 0x17, kCacheLeaf = 0x8000001d, kLevel3 = 3;
  if (f.family >= kZen && last < kCacheLeaf)
    return false;
  find_level1(cpuid, f);
  if (!find_outer_levels(cpuid, f))
    return false;
  const bool has_level3 = f.level3_size > 0;
  largest.size = largest.share = std::int64_t(has_level3 ? f.level3_size : f.level2_size);
  if (!has_level3)
    return true;
  std::int64_t threads = std::int64_t{1} << (f.leaf_80000008.cpuid[kEcx] >> 12 & 0xf);
  if (f.family >= kZen && has(f, kHtt))
    threads = f.leaf_1.cpuid[kEbx] >> 16 & 0xff;
  if (threads > 0)
    largest.share /= threads;
  if (f.family >= kZen) { // each complex of cores has its own
    largest.share *= (cpuid(kCacheLeaf, kLevel3).eax >> 14 & 0xfff) + 1;
  } else { // it holds what level 2 does not
    largest.size += std::int64_t(f.level2_size);
    largest.share += std::int64_t(f.level2_size);
  }
  return true;
}

} // namespace seal::glibc::cpu
