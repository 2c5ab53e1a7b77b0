// From which sizes on glibc's string functions change their ways.
#include "host/glibc/cpu_bits.h"

namespace seal::glibc::cpu {
namespace {

// From where on copies had better go past the caches.
std::uint64_t non_temporal(const F& f, LargestCache largest) {
  constexpr std::uint64_t kLeast = 0x4040, kMost = ~std::uint64_t{0} >> 4;
  const auto by_share = std::uint64_t(largest.share * 3 / 4);
  auto threshold = std::uint64_t(largest.size / 4);
  if (threshold < by_share || !is_active(f, kErms))
    threshold = by_share;
  return threshold < kLeast ? kLeast : threshold > kMost ? kMost : threshold;
}

std::uint64_t rep_movsb(const F& f) {
  if (is_active(f, kFsrm))
    return 2112;
  if (is_active(f, kAvx512f) && !(f.preferred & kPreferNoAvx512))
    return 16384;
  return f.preferred & kAvxFastUnalignedLoad ? 8192 : 2048;
}

} // namespace

void set_thresholds(F& f, LargestCache largest) {
  f.data_cache = f.level1_dcache_size;
  f.shared_cache = std::uint64_t(largest.size);
  f.non_temporal_threshold = non_temporal(f, largest);
  f.rep_movsb_threshold = rep_movsb(f);
  f.rep_movsb_stop_threshold = f.kind == kAmdCpu ? f.level2_size : f.non_temporal_threshold;
  f.rep_stosb_threshold = 2048;
}

} // namespace seal::glibc::cpu
