// CPUID and XGETBV, by the psABI's table of micro-architecture levels.
#include "arch/x86_64/cpu.h"
#include "arch/x86_64/cpuid.h"

namespace seal::arch {
namespace {

constexpr bool all(std::uint32_t value, std::uint32_t bits) { return (value & bits) == bits; }

bool is_intel(CpuidLeaf zero) { // "GenuineIntel"
  return zero.ebx == 0x756e6547 && zero.edx == 0x49656e69 && zero.ecx == 0x6c65746e;
}

} // namespace

CpuLevel detect_cpu_level() {
  CpuLevel result;
  CpuidLeaf one = cpuid(1);
  // CMPXCHG16B, POPCNT, SSE3, SSSE3, SSE4.1, SSE4.2; LAHF-SAHF
  constexpr std::uint32_t kV2 = 1u << 13 | 1u << 23 | 1u << 0 | 1u << 9 | 1u << 19 | 1u << 20;
  std::uint32_t extended = cpuid(0x80000000).eax >= 0x80000001 ? cpuid(0x80000001).ecx : 0;
  if (!all(one.ecx, kV2) || !(extended & 1))
    return result;
  result.level = 2;
  // FMA, MOVBE, OSXSAVE, AVX, F16C; LZCNT; BMI1, AVX2, BMI2
  constexpr std::uint32_t kV3 = 1u << 12 | 1u << 22 | 1u << 27 | 1u << 28 | 1u << 29;
  constexpr std::uint32_t kV3Leaf7 = 1u << 3 | 1u << 5 | 1u << 8;
  CpuidLeaf zero = cpuid(0);
  if (!all(one.ecx, kV3) || !(extended & 1u << 5) || zero.eax < 7)
    return result;
  std::uint32_t leaf7 = cpuid(7).ebx;
  const auto enabled = static_cast<std::uint32_t>(xcr0());
  if (!all(leaf7, kV3Leaf7) || !all(enabled, 0x6))
    return result;
  result.level = 3;
  if (is_intel(zero)) // as glibc 2.36 names them, by AVX512ER
    result.platform = (leaf7 & 1u << 27) ? "xeon_phi" : "haswell";
  // AVX512 F, DQ, CD, BW, VL
  constexpr std::uint32_t kV4 = 1u << 16 | 1u << 17 | 1u << 28 | 1u << 30 | 1u << 31;
  if (all(leaf7, kV4) && all(enabled, 0xe6))
    result.level = 4;
  return result;
}

} // namespace seal::arch
