// The rules of glibc 2.36 for Intel's and AMD's processors, as tables of bits; which bit is which
// stands in the manuals (Intel's volume 2A, CPUID; AMD's volume 3, appendix E). Held against
// glibc's own code by differential fuzzing, see docs/hosting-glibc.md.
#include "host/glibc/cpu_features.h"
#include "host/glibc/cpu_bits.h"
#include "host/glibc/records/glibc_2_36.h"
#include <cstddef>
#include <type_traits>

namespace seal::glibc {
namespace {

using namespace cpu;

// CpuFeatures is what the record says, and has no byte that stays unset.
static_assert(std::has_unique_object_representations_v<F>);
constexpr const CpuFeaturePlaces& kAt = kGlibc_2_36.cpu;
static_assert(kAt.size == sizeof(F) && kAt.kind == offsetof(F, kind) &&
              kAt.max_cpuid == offsetof(F, max_leaf) && kAt.family == offsetof(F, family) &&
              kAt.model == offsetof(F, model) && kAt.stepping == offsetof(F, stepping) &&
              kAt.features == offsetof(F, leaf_1) && kAt.feature_size == sizeof(Registers) &&
              kAt.features + kAt.features_count * kAt.feature_size == offsetof(F, preferred) &&
              kAt.preferred == offsetof(F, preferred) && kAt.preferred_count == 1 &&
              kAt.isa_1 == offsetof(F, isa_level) &&
              kAt.xsave_state_size == offsetof(F, xsave_size) &&
              kAt.xsave_state_full_size == offsetof(F, xsave_full_size));
static_assert(kAt.data_cache_size == offsetof(F, data_cache) &&
              kAt.shared_cache_size == offsetof(F, shared_cache) &&
              kAt.non_temporal_threshold == offsetof(F, non_temporal_threshold) &&
              kAt.rep_movsb_threshold == offsetof(F, rep_movsb_threshold) &&
              kAt.rep_movsb_stop_threshold == offsetof(F, rep_movsb_stop_threshold) &&
              kAt.rep_stosb_threshold == offsetof(F, rep_stosb_threshold) &&
              kAt.level1_icache_size == offsetof(F, level1_icache_size) &&
              kAt.level1_icache_linesize == offsetof(F, level1_icache_line) &&
              kAt.level1_dcache_size == offsetof(F, level1_dcache_size) &&
              kAt.level1_dcache_assoc == offsetof(F, level1_dcache_ways) &&
              kAt.level1_dcache_linesize == offsetof(F, level1_dcache_line) &&
              kAt.level2_cache_size == offsetof(F, level2_size) &&
              kAt.level2_cache_assoc == offsetof(F, level2_ways) &&
              kAt.level2_cache_linesize == offsetof(F, level2_line) &&
              kAt.level3_cache_size == offsetof(F, level3_size) &&
              kAt.level3_cache_assoc == offsetof(F, level3_ways) &&
              kAt.level3_cache_linesize == offsetof(F, level3_line) &&
              kAt.level4_cache_size == offsetof(F, level4_size));

void activate(F& f, Bit bit) { (f.*bit.leaf).active[bit.reg] |= bit.mask(); }
void deactivate(F& f, Bit bit) { (f.*bit.leaf).active[bit.reg] &= ~bit.mask(); }
void activate_if_there(F& f, Bit bit) {
  if (has(f, bit))
    activate(f, bit);
}

// Features that are active where the processor has them, once what they depend on is given.
struct Mask {
  Registers CpuFeatures::*leaf;
  std::uint32_t bits[4];
};
constexpr Mask kAlways[] = {{&F::leaf_1, {0, 0, 0x4ad82203, 0x17888110}},
                            {&F::leaf_7, {0, 0x218c0318, 0x1a400131, 0x00014810}},
                            {&F::leaf_80000001, {0, 0, 0x00200161, 0x08000000}},
                            {&F::leaf_80000008, {0, 0x00000200, 0, 0}},
                            {&F::leaf_7_1, {0x00001c00, 0, 0, 0}},
                            {&F::leaf_14, {0, 0x00000010, 0, 0}}};
constexpr Mask kWithAvx[] = {{&F::leaf_1, {0, 0, 0x20001000, 0}},
                             {&F::leaf_7, {0, 0, 0x00000600, 0}},
                             {&F::leaf_80000001, {0, 0, 0x00000800, 0}},
                             {&F::leaf_7_1, {0x00000010, 0, 0, 0}}};
constexpr Mask kWithAvx512[] = {{&F::leaf_7, {0, 0xdc220000, 0x00005842, 0x0080010c}},
                                {&F::leaf_7_1, {0x00000020, 0, 0, 0}}};
constexpr Mask kWithTiles[] = {{&F::leaf_7, {0, 0, 0, 0x03400000}}};
constexpr Mask kWithXsave[] = {{&F::leaf_d_1, {0x00000017, 0, 0, 0}}};

template <unsigned kCount>
void activate_all(F& f, const Mask (&masks)[kCount]) {
  for (const Mask& mask : masks)
    for (unsigned r = 0; r < 4; ++r)
      (f.*mask.leaf).active[r] |= (f.*mask.leaf).cpuid[r] & mask.bits[r];
}

// GNU_PROPERTY_X86_ISA_1_: each level needs all of the one before and these.
struct Need {
  Registers CpuFeatures::*leaf;
  Register reg;
  std::uint32_t bits;
};
constexpr Need kLevel1[] = {{&F::leaf_1, kEdx, 0x07808100}}; // and an FPU
constexpr Need kLevel2[] = {{&F::leaf_1, kEcx, 0x00982201}, {&F::leaf_80000001, kEcx, 0x1}};
constexpr Need kLevel3[] = {
    {&F::leaf_1, kEcx, 0x30401000}, {&F::leaf_7, kEbx, 0x128}, {&F::leaf_80000001, kEcx, 0x20}};
constexpr Need kLevel4[] = {{&F::leaf_7, kEbx, 0xd0030000}};

template <unsigned kCount>
bool all_active(const F& f, const Need (&needs)[kCount]) {
  for (const Need& need : needs)
    if (((f.*need.leaf).active[need.reg] & need.bits) != need.bits)
      return false;
  return true;
}

std::uint32_t isa_level(const F& f) {
  if (!has(f, kFpu) || !all_active(f, kLevel1))
    return 0;
  if (!all_active(f, kLevel2))
    return 1;
  if (!all_active(f, kLevel3))
    return 1 | 2;
  return all_active(f, kLevel4) ? 1 | 2 | 4 | 8 : 1 | 2 | 4;
}

std::uint32_t preferred_by_model(const F& f) {
  constexpr std::uint32_t kUnaligned = kFastUnalignedLoad | kFastUnalignedCopy | kPreferPminub;
  switch (f.model) {
  case 0x1c: // Atom
  case 0x26:
    return kSlowBsf;
  case 0x57: // Knights Landing, Goldmont, Airmont, Silvermont
  case 0x7a:
  case 0x5c:
  case 0x5f:
  case 0x4c:
  case 0x5a:
  case 0x75:
  case 0x37:
  case 0x4a:
  case 0x4d:
  case 0x5d:
    return kUnaligned | kSlowSse42;
  case 0x86: // Tremont
  case 0x96:
  case 0x9c:
    return kFastRepString | kUnaligned | kSlowSse42;
  case 0x1a: // Nehalem, Westmere
  case 0x1e:
  case 0x1f:
  case 0x25:
  case 0x2c:
  case 0x2e:
  case 0x2f:
    return kFastRepString | kUnaligned;
  default: // what has AVX is a Core
    return has(f, kAvx) ? kFastRepString | kUnaligned : 0;
  }
}

// Processors whose transactional memory must not be used, whatever their microcode says.
void take_transactions_away(F& f) {
  switch (f.model) {
  case 0x55:
    if (f.stepping > 5)
      return;
    break;
  case 0x8e:
  case 0x9e:
    if (f.stepping > 0xc)
      return;
    break;
  case 0x4e:
  case 0x5e:
    break;
  case 0x3f:
    if (f.stepping >= 4)
      return;
    [[fallthrough]];
  case 0x3c:
  case 0x45:
  case 0x46:
    deactivate(f, kRtm);
    return;
  default:
    return;
  }
  deactivate(f, kHle);
  deactivate(f, kRtm);
  activate(f, kRtmAlwaysAbort);
}

bool find_active(Cpuid cpuid, std::uint64_t xcr0, F& f) {
  constexpr std::uint64_t kYmm = 0x6, kZmm = 0xe0, kTiles = 0x60000;
  activate_all(f, kAlways);
  if (!has(f, kRtmAlwaysAbort))
    activate_if_there(f, kRtm);
  if ((xcr0 & kYmm) == kYmm) {
    if (has(f, kAvx)) {
      activate(f, kAvx);
      if (has(f, kAvx2)) {
        activate(f, kAvx2);
        f.preferred |= kAvxFastUnalignedLoad;
      }
      activate_all(f, kWithAvx);
    }
    if ((xcr0 & kZmm) == kZmm && has(f, kAvx512f)) {
      activate(f, kAvx512f);
      activate_all(f, kWithAvx512);
    }
  }
  if ((xcr0 & kTiles) == kTiles)
    activate_all(f, kWithTiles);
  activate(f, kXsave);
  activate_all(f, kWithXsave);
  if (!find_xsave_size(cpuid, xcr0, f))
    return false;
  if (has(f, kOspke))
    activate(f, kPku);
  if (has(f, kAesKeyLocker)) {
    activate(f, kAesKeyLocker);
    activate_if_there(f, kKeyLocker);
    activate_if_there(f, kWideKeyLocker);
  }
  f.isa_level = isa_level(f);
  return true;
}

void ask(Cpuid cpuid, std::uint32_t leaf, std::uint32_t subleaf, Registers& to) {
  const CpuidLeaf got = cpuid(leaf, subleaf);
  to.cpuid[kEax] = got.eax;
  to.cpuid[kEbx] = got.ebx;
  to.cpuid[kEcx] = got.ecx;
  to.cpuid[kEdx] = got.edx;
}

CpuKind kind_of(const CpuidLeaf& head) {
  if (head.ebx == 0x756e6547 && head.edx == 0x49656e69 && head.ecx == 0x6c65746e)
    return kIntelCpu; // "GenuineIntel"
  if (head.ebx == 0x68747541 && head.edx == 0x69746e65 && head.ecx == 0x444d4163)
    return kAmdCpu; // "AuthenticAMD"
  return kUnknownCpu;
}

// `last` becomes the highest extended leaf.
bool read_leaves(Cpuid cpuid, F& f, std::uint32_t& last) {
  const CpuidLeaf head = cpuid(0, 0);
  f.kind = kind_of(head);
  if (f.kind == kUnknownCpu || head.eax < 0xd || head.eax > 0x7fffffff)
    return false;
  f.max_leaf = head.eax;
  ask(cpuid, 1, 0, f.leaf_1);
  ask(cpuid, 7, 0, f.leaf_7);
  ask(cpuid, 7, 1, f.leaf_7_1);
  ask(cpuid, 0xd, 1, f.leaf_d_1);
  if (f.max_leaf >= 0x14)
    ask(cpuid, 0x14, 0, f.leaf_14);
  if (f.max_leaf >= 0x19)
    ask(cpuid, 0x19, 0, f.leaf_19);
  last = cpuid(0x80000000, 0).eax;
  if (last < 0x80000008)
    return false;
  ask(cpuid, 0x80000001, 0, f.leaf_80000001);
  ask(cpuid, 0x80000007, 0, f.leaf_80000007);
  ask(cpuid, 0x80000008, 0, f.leaf_80000008);
  return true;
}

// False for families that are not known.
bool read_signature(F& f) {
  const std::uint32_t signature = f.leaf_1.cpuid[kEax];
  const std::uint32_t family = signature >> 8 & 0xf;
  f.family = family == 0xf ? family + (signature >> 20 & 0xff) : family;
  f.model = (signature >> 4 & 0xf) + (signature >> 12 & 0xf0);
  f.stepping = signature & 0xf;
  return family == (f.kind == kIntelCpu ? 6u : 0xfu);
}

void prefer_intel(F& f) {
  f.preferred |= preferred_by_model(f);
  take_transactions_away(f);
  if (has(f, kAvx512er))
    f.preferred |= kPreferNoVzeroupper;
  else
    f.preferred |=
        (has(f, kAvxVnni) ? 0u : kPreferNoAvx512) | (is_active(f, kRtm) ? kPreferNoVzeroupper : 0u);
  f.preferred |= has(f, kFsrm) ? kAvoidShortRepMovsb : 0u;
}

void prefer_amd(F& f) {
  if (is_active(f, kAvx))
    activate_if_there(f, kFma4);
  if (f.family == 0x15 && f.model >= 0x60 && f.model <= 0x7f) { // Excavator
    f.preferred |= kFastUnalignedLoad | kFastCopyBackward;
    f.preferred &= ~std::uint32_t{kAvxFastUnalignedLoad};
  }
}

} // namespace

bool detect(Cpuid cpuid, Xcr0 xcr0, CpuFeatures& out) {
  F f;
  std::uint32_t last = 0;
  if (!read_leaves(cpuid, f, last) || !read_signature(f) || !has(f, kOsxsave) ||
      !find_active(cpuid, xcr0(), f))
    return false;
  const bool intel = f.kind == kIntelCpu;
  intel ? prefer_intel(f) : prefer_amd(f);
  f.preferred |= (has(f, kCx8) ? kI586 : 0u) | (has(f, kCmov) ? kI686 : 0u);
  LargestCache largest;
  if (!(intel ? find_intel_caches(cpuid, f, largest) : find_amd_caches(cpuid, last, f, largest)))
    return false;
  set_thresholds(f, largest);
  out = f;
  return true;
}

const char* platform_of(const CpuFeatures& f) {
  if (f.kind != kIntelCpu)
    return nullptr;
  constexpr Need kXeonPhi[] = {{&F::leaf_7, kEbx, 0x1c000000}};
  constexpr Need kHaswell[] = {{&F::leaf_1, kEcx, 0x00c01000},
                               {&F::leaf_7, kEbx, 0x00000128},
                               {&F::leaf_80000001, kEcx, 0x20}};
  return all_active(f, kXeonPhi) ? "xeon_phi" : all_active(f, kHaswell) ? "haswell" : nullptr;
}

std::uint64_t hwcap_of(const CpuFeatures& f) {
  constexpr Need kServerAvx512[] = {{&F::leaf_7, kEbx, 0xd0020000}};
  constexpr std::uint64_t kX86_64 = 2, kAvx512 = 4;
  const bool server =
      f.kind == kIntelCpu && all_active(f, kServerAvx512) && !is_active(f, kAvx512er);
  return kX86_64 | (server ? kAvx512 : 0);
}

} // namespace seal::glibc
