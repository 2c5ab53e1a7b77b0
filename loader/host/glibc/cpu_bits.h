// The bits of CPUID that glibc's rules speak of (Intel's manual, volume 2A; AMD's, volume 3), and
// its own "preferred" ones.
#pragma once

#include "host/glibc/cpu_features.h"

namespace seal::glibc::cpu {

using Registers = CpuFeatures::Registers;
enum Register : unsigned { kEax, kEbx, kEcx, kEdx };

struct Bit {
  Registers CpuFeatures::*leaf;
  Register reg;
  unsigned number;
  std::uint32_t mask() const { return 1u << number; }
};

using F = CpuFeatures;
inline constexpr Bit kOsxsave{&F::leaf_1, kEcx, 27}, kXsave{&F::leaf_1, kEcx, 26},
    kAvx{&F::leaf_1, kEcx, 28}, kHtt{&F::leaf_1, kEdx, 28}, kCx8{&F::leaf_1, kEdx, 8},
    kCmov{&F::leaf_1, kEdx, 15}, kFpu{&F::leaf_1, kEdx, 0};
inline constexpr Bit kAvx2{&F::leaf_7, kEbx, 5}, kHle{&F::leaf_7, kEbx, 4},
    kErms{&F::leaf_7, kEbx, 9}, kRtm{&F::leaf_7, kEbx, 11}, kAvx512f{&F::leaf_7, kEbx, 16},
    kAvx512er{&F::leaf_7, kEbx, 27}, kRtmAlwaysAbort{&F::leaf_7, kEdx, 11},
    kFsrm{&F::leaf_7, kEdx, 4}, kOspke{&F::leaf_7, kEcx, 4}, kPku{&F::leaf_7, kEcx, 3},
    kKeyLocker{&F::leaf_7, kEcx, 23};
inline constexpr Bit kXsavec{&F::leaf_d_1, kEax, 1}, kAvxVnni{&F::leaf_7_1, kEax, 4};
inline constexpr Bit kFma4{&F::leaf_80000001, kEcx, 16};
inline constexpr Bit kAesKeyLocker{&F::leaf_19, kEbx, 0}, kWideKeyLocker{&F::leaf_19, kEbx, 2};

inline bool has(const F& f, Bit bit) { return (f.*bit.leaf).cpuid[bit.reg] & bit.mask(); }
inline bool is_active(const F& f, Bit bit) { return (f.*bit.leaf).active[bit.reg] & bit.mask(); }
enum Preferred : std::uint32_t {
  kFastRepString = 0x1,
  kFastCopyBackward = 0x2,
  kSlowBsf = 0x4,
  kFastUnalignedLoad = 0x8,
  kPreferPminub = 0x10,
  kFastUnalignedCopy = 0x20,
  kI586 = 0x40,
  kI686 = 0x80,
  kSlowSse42 = 0x100,
  kAvxFastUnalignedLoad = 0x200,
  kPreferNoVzeroupper = 0x400,
  kPreferNoAvx512 = 0x1000,
  kAvoidShortRepMovsb = 0x8000
};

// The area that lazy binding would save registers in: XSAVE's, and as XSAVEC compacts it. False
// where XSAVE has none.
bool find_xsave_size(Cpuid cpuid, std::uint64_t xcr0, F& f);

// What the thresholds follow from. Signed: -1 is a size that is not known.
struct LargestCache {
  std::int64_t size = 0, share = 0; // as a whole, and one thread's part
};

// The sizes of the caches, as each maker tells them. `last` is the highest extended leaf.
bool find_intel_caches(Cpuid cpuid, F& f, LargestCache& largest);
bool find_amd_caches(Cpuid cpuid, std::uint32_t last, F& f, LargestCache& largest);

// What string functions make of them; after the active and the preferred bits.
void set_thresholds(F& f, LargestCache largest);

} // namespace seal::glibc::cpu
