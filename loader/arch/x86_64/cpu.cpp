// CPUID and XGETBV, by the psABI's table of micro-architecture levels and as glibc 2.36 names
// Intel's processors.
#include "arch/x86_64/cpu.h"
#include "arch/x86_64/cpuid.h"

namespace seal::arch {
namespace {

// The words of CPUID that are asked.
enum Word : std::uint8_t { kOneEcx, kOneEdx, kSevenEbx, kExtendedEcx, kWords };

// What the system must save so that a feature is usable: bits of XCR0.
enum State : std::uint8_t { kNone = 0, kAvx = 0x6, kAvx512 = 0xe6 };

struct Feature {
  std::string_view name; // as GLIBC_TUNABLES has it; empty: it cannot be taken away
  int level;             // that needs it; 0: none
  Word word;
  unsigned bit;
  State state;
};

constexpr Feature kFeatures[] = {
    {"CX8", 1, kOneEdx, 8, kNone},
    {"CMOV", 1, kOneEdx, 15, kNone},
    {"SSE2", 1, kOneEdx, 26, kNone},
    {{}, 2, kOneEcx, 0, kNone},      // SSE3
    {"SSSE3", 2, kOneEcx, 9, kNone}, //
    {{}, 2, kOneEcx, 13, kNone},     // CMPXCHG16B
    {"SSE4_1", 2, kOneEcx, 19, kNone},
    {"SSE4_2", 2, kOneEcx, 20, kNone},
    {"POPCNT", 2, kOneEcx, 23, kNone},
    {{}, 2, kExtendedEcx, 0, kNone}, // LAHF and SAHF
    {"FMA", 3, kOneEcx, 12, kAvx},
    {"MOVBE", 3, kOneEcx, 22, kNone},
    {"AVX", 3, kOneEcx, 28, kAvx},
    {{}, 3, kOneEcx, 29, kAvx}, // F16C
    {"LZCNT", 3, kExtendedEcx, 5, kNone},
    {"BMI1", 3, kSevenEbx, 3, kNone},
    {"AVX2", 3, kSevenEbx, 5, kAvx},
    {"BMI2", 3, kSevenEbx, 8, kNone},
    {"AVX512F", 4, kSevenEbx, 16, kAvx512},
    {"AVX512DQ", 4, kSevenEbx, 17, kAvx512},
    {"AVX512CD", 4, kSevenEbx, 28, kAvx512},
    {"AVX512BW", 4, kSevenEbx, 30, kAvx512},
    {"AVX512VL", 4, kSevenEbx, 31, kAvx512},
    {"AVX512PF", 0, kSevenEbx, 26, kAvx512},
    {"AVX512ER", 0, kSevenEbx, 27, kAvx512},
};
constexpr std::size_t kCount = std::size(kFeatures);

using Set = std::uint32_t; // of features, by their places in the table
static_assert(kCount <= 32);

consteval Set set_of(std::initializer_list<std::string_view> names) {
  Set set = 0;
  for (std::string_view name : names)
    for (std::size_t i = 0; i < kCount; ++i)
      if (kFeatures[i].name == name)
        set |= Set{1} << i;
  return set;
}
constexpr Set kXeonPhi = set_of({"AVX512CD", "AVX512ER", "AVX512PF"});
constexpr Set kHaswell = set_of({"AVX2", "FMA", "BMI1", "BMI2", "LZCNT", "MOVBE", "POPCNT"});

Set usable(std::uint32_t highest_leaf) {
  const CpuidLeaf one = cpuid(1);
  std::uint32_t words[kWords] = {one.ecx, one.edx};
  if (highest_leaf >= 7)
    words[kSevenEbx] = cpuid(7).ebx;
  if (cpuid(0x80000000).eax >= 0x80000001)
    words[kExtendedEcx] = cpuid(0x80000001).ecx;
  constexpr std::uint32_t kOsxsave = 1u << 27;
  const std::uint64_t saved = one.ecx & kOsxsave ? xcr0() : 0;
  Set set = 0;
  for (std::size_t i = 0; i < kCount; ++i)
    if (const Feature& feature = kFeatures[i];
        words[feature.word] >> feature.bit & 1 && (saved & feature.state) == feature.state)
      set |= Set{1} << i;
  return set;
}

// The features that a list names behind minus signs.
Set taken_away(std::string_view list) {
  Set set = 0;
  for (std::size_t size; !list.empty(); list.remove_prefix(size < list.size() ? size + 1 : size)) {
    size = list.find(',') < list.size() ? list.find(',') : list.size();
    const std::string_view word(list.data(), size);
    for (std::size_t i = 0; i < kCount; ++i)
      if (!kFeatures[i].name.empty() && word.starts_with('-') &&
          word.ends_with(kFeatures[i].name) && word.size() == kFeatures[i].name.size() + 1)
        set |= Set{1} << i;
  }
  return set;
}

int level_of(Set set) {
  int level = 4;
  for (std::size_t i = 0; i < kCount; ++i)
    if (!(set >> i & 1) && kFeatures[i].level && kFeatures[i].level <= level)
      level = kFeatures[i].level - 1;
  return level;
}

bool is_intel(CpuidLeaf zero) { // "GenuineIntel"
  return zero.ebx == 0x756e6547 && zero.edx == 0x49656e69 && zero.ecx == 0x6c65746e;
}

} // namespace

CpuLevel detect_cpu_level(std::string_view hwcaps) {
  const CpuidLeaf zero = cpuid(0);
  const Set set = usable(zero.eax) & ~taken_away(hwcaps);
  CpuLevel result{.level = level_of(set)};
  if (is_intel(zero) && (set & kXeonPhi) == kXeonPhi)
    result.platform = "xeon_phi";
  else if (is_intel(zero) && (set & kHaswell) == kHaswell)
    result.platform = "haswell";
  return result;
}

} // namespace seal::arch
