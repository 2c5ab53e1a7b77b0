// What glibc makes of Intel's cache parameters: sizes and a thread's share.
#include "host/glibc/cpu_bits.h"
#include <initializer_list>

namespace seal::glibc::cpu {
namespace {

// Leaf 4's caches, once.
struct Caches {
  static constexpr unsigned kMost = 8;
  CpuidLeaf leaves[kMost];
  unsigned count = 0;

  static unsigned type(const CpuidLeaf& leaf) { return leaf.eax & 0x1f; }
  static unsigned level(const CpuidLeaf& leaf) { return leaf.eax >> 5 & 7; }
  static std::uint64_t ways(const CpuidLeaf& leaf) { return (leaf.ebx >> 22) + 1; }
  static std::uint64_t line(const CpuidLeaf& leaf) { return (leaf.ebx & 0xfff) + 1; }
  static std::uint64_t size(const CpuidLeaf& leaf) { // 32 bits, as glibc computes it
    return std::uint32_t(ways(leaf) * ((leaf.ebx >> 12 & 0x3ff) + 1) * line(leaf)) * (leaf.ecx + 1);
  }
  // False when they do not end.
  bool read(Cpuid cpuid) {
    for (; count < kMost; ++count) {
      leaves[count] = cpuid(4, count);
      if (type(leaves[count]) == 0)
        return true;
    }
    return false;
  }
  // Of a level, and of a type where that is not 0; null if there is none.
  const CpuidLeaf* find(unsigned wanted_level, unsigned wanted_type = 0) const {
    for (unsigned i = 0; i < count; ++i)
      if (level(leaves[i]) == wanted_level && (!wanted_type || type(leaves[i]) == wanted_type))
        return &leaves[i];
    return nullptr;
  }
  // All ones for what is not there.
  void describe(unsigned wanted_level, unsigned wanted_type, std::uint64_t& total,
                std::uint64_t& associativity, std::uint64_t& line_size) const {
    constexpr std::uint64_t kNone = ~std::uint64_t{0};
    const CpuidLeaf* leaf = find(wanted_level, wanted_type);
    total = leaf ? size(*leaf) : kNone;
    associativity = leaf ? ways(*leaf) : kNone;
    line_size = leaf ? line(*leaf) : kNone;
  }
};

// Leaf 2 must send to leaf 4, and name no cache itself.
bool leaf_2_is_plain(Cpuid cpuid) {
  // A bit for each descriptor of a cache (Intel's manual, table 3-12, as far as glibc knows it).
  constexpr std::uint32_t kCacheDescriptors[8] = {0x00007740, 0xfe01122e, 0x00007fff, 0xbf0001c1,
                                                  0x000000fd, 0x00000000, 0x71c70000, 0x00001c1c};
  const CpuidLeaf leaf = cpuid(2, 0);
  if ((leaf.eax & 0xff) != 1) // glibc does not look at it then
    return true;
  bool sends_on = false;
  for (std::uint32_t word : {leaf.eax & ~0xffu, leaf.ebx, leaf.ecx, leaf.edx}) {
    if (word & 0x80000000) // reserved
      continue;
    for (; word; word >>= 8) {
      const std::uint32_t byte = word & 0xff;
      if (byte == 0xff)
        sends_on = true;
      else if (kCacheDescriptors[byte / 32] >> (byte % 32) & 1)
        return false;
    }
  }
  return sends_on;
}

// As many ones as the number has binary digits.
std::uint32_t all_ones(std::uint32_t value) { return (2u << (31 - __builtin_clz(value))) - 1; }

struct Sharing {
  std::int64_t of_level2 = 0, of_level3 = 0; // threads; 0: not known
};

// How many threads share a cache: leaf 4 gives room for so many ids, leaf 11 how many there are.
bool count_sharing(Cpuid cpuid, const Caches& caches, bool has_level3, Sharing& sharing) {
  const CpuidLeaf* level2 = caches.find(2);
  const CpuidLeaf* level3 = caches.find(3);
  if (!level2 || (has_level3 && !level3))
    return false;
  std::uint32_t threads2 = level2->eax >> 14 & 0x3ff;
  std::uint32_t threads3 = has_level3 ? level3->eax >> 14 & 0x3ff : 0;
  bool count_smt = threads2 > 0 && has_level3;
  bool count_core = has_level3 ? threads3 > 0 : threads2 > 0;
  for (unsigned i = 0; count_smt || count_core; ++i) {
    if (i == 8)
      return false;
    const CpuidLeaf leaf = cpuid(11, i);
    const std::uint32_t shipped = leaf.ebx & 0xff, type = leaf.ecx & 0xff00;
    if (shipped == 0 || type == 0)
      break;
    if (type == 0x100 && count_smt) {
      threads2 = (shipped - 1) & all_ones(threads2);
      count_smt = false;
    } else if (type == 0x200 && count_core) {
      std::uint32_t& threads = has_level3 ? threads3 : threads2;
      threads = (shipped - 1) & all_ones(threads);
      count_core = false;
    }
  }
  sharing.of_level2 = threads2 ? threads2 + 1 : 0;
  sharing.of_level3 = threads3 ? threads3 + 1 : 0;
  return true;
}

bool is_silvermont(std::uint32_t model) {
  return model == 0x37 || model == 0x4a || model == 0x4d || model == 0x5a || model == 0x5d;
}

bool find_largest(Cpuid cpuid, const Caches& caches, const F& f, LargestCache& largest) {
  const auto core = std::int64_t(f.level2_size);
  const bool has_level3 = std::int64_t(f.level3_size) > 0;
  largest.size = largest.share = has_level3 ? std::int64_t(f.level3_size) : core;
  if (!has(f, kHtt))
    return true;
  Sharing sharing;
  if (!count_sharing(cpuid, caches, has_level3, sharing))
    return false;
  std::int64_t threads = has_level3 ? sharing.of_level3 : sharing.of_level2;
  if (!has_level3 && threads > 2 && is_silvermont(f.model))
    threads = 2;
  if (largest.share > 0 && threads > 0)
    largest.share /= threads;
  const CpuidLeaf* level3 = has_level3 ? caches.find(3) : nullptr;
  if (level3 && !(level3->edx & 2)) { // it does not hold what level 2 holds
    largest.share += sharing.of_level2 > 0 ? core / sharing.of_level2 : core;
    largest.size += core;
  }
  return true;
}

} // namespace

bool find_intel_caches(Cpuid cpuid, F& f, LargestCache& largest) {
  Caches caches;
  if (!leaf_2_is_plain(cpuid) || !caches.read(cpuid))
    return false;
  constexpr unsigned kData = 1, kInstructions = 2;
  std::uint64_t not_kept = 0;
  caches.describe(1, kInstructions, f.level1_icache_size, not_kept, f.level1_icache_line);
  caches.describe(1, kData, f.level1_dcache_size, f.level1_dcache_ways, f.level1_dcache_line);
  caches.describe(2, 0, f.level2_size, f.level2_ways, f.level2_line);
  caches.describe(3, 0, f.level3_size, f.level3_ways, f.level3_line);
  caches.describe(4, 0, f.level4_size, not_kept, not_kept);
  return find_largest(cpuid, caches, f, largest);
}

} // namespace seal::glibc::cpu
