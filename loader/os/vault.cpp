// Regions of 64 units; few and growing, so that opening costs a system call or two.
#include "os/vault.h"
#include "os/pages.h"
#include <new>

namespace seal::os {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kFirstRegion = std::size_t{1} << 20;

// A signal handler may use the loader too: it finds the protection and its count in agreement.
class SignalsBlocked {
public:
  SignalsBlocked() { set_signal_mask(&kAll, &before_); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;
  ~SignalsBlocked() { set_signal_mask(&before_, nullptr); }

private:
  static constexpr std::uint64_t kAll = ~std::uint64_t{0};
  std::uint64_t before_ = 0;
};

} // namespace

Vault::Region Vault::map_region(std::size_t size) {
  Region region;
  if (__builtin_add_overflow(size, kUnits * kPage - 1, &size))
    out_of_memory();
  region.unit = size / (kUnits * kPage) * kPage;
  region.start = map_pages(region.size());
  return region;
}

Vault& Vault::make() {
  Region region = map_region(kFirstRegion);
  region.used = 1;
  static_assert(sizeof(Vault) <= kFirstRegion / kUnits);
  return *new (reinterpret_cast<void*>(region.start)) Vault(region);
}

Vault::Pages Vault::Region::take(std::size_t size) {
  const std::size_t count = size / unit + (size % unit != 0);
  if (count == 0 || count > kUnits)
    return {};
  const std::uint64_t wanted =
      count == kUnits ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
  for (std::size_t first = 0; first + count <= kUnits; ++first)
    if (!(used & wanted << first)) {
      used |= wanted << first;
      return {start + first * unit, count * unit};
    }
  return {};
}

Vault::Pages Vault::take(std::size_t size) {
  for (std::size_t i = count_; i-- > 0;)
    if (Pages pages = regions_[i].take(size); pages.start)
      return pages;
  if (count_ == sizeof regions_ / sizeof *regions_)
    out_of_memory();
  const std::size_t doubled = 2 * regions_[count_ - 1].size();
  Region& region = regions_[count_++] = map_region(size > doubled ? size : doubled);
  return region.take(size);
}

void Vault::give_back(Pages pages) {
  for (std::size_t i = 0; i < count_; ++i) {
    Region& region = regions_[i];
    if (pages.start < region.start || pages.start >= region.start + region.size())
      continue;
    advise(pages.start, pages.size, MADV_DONTNEED); // they are zero when they are taken again
    for (std::uintptr_t at = pages.start; at < pages.start + pages.size; at += region.unit)
      region.used &= ~(std::uint64_t{1} << (at - region.start) / region.unit);
  }
}

long Vault::protect(int protection) const {
  // What is read here lies in the first region: that is opened first and closed last.
  const bool opens = (protection & PROT_WRITE) != 0;
  long result = 0;
  for (std::size_t i = 0; i < count_ && !failed(result); ++i) {
    const Region& region = regions_[opens ? i : count_ - 1 - i];
    result = os::protect(region.start, region.size(), protection);
  }
  return result;
}

void Vault::guard() {
  guarded_ = true;
  protect(PROT_READ);
}

long Vault::seal() {
  long result = 0;
  if (!sealed_) {
    open();
    guarded_ = sealed_ = true;
    result = protect(PROT_READ);
  }
  for (std::size_t i = 0; i < count_ && !failed(result); ++i)
    result = os::seal(regions_[i].start, regions_[i].size());
  return result;
}

void Vault::open() {
  if (!guarded_ || sealed_)
    return;
  SignalsBlocked blocked;
  if (long result = protect(PROT_READ | PROT_WRITE); failed(result))
    die({.what = "cannot write to the loader's own state", .err = int(-result)}, 127);
  ++depth_;
}

void Vault::close() {
  if (!guarded_ || sealed_)
    return;
  SignalsBlocked blocked;
  if (--depth_ == 0)
    protect(PROT_READ); // at the limit of mappings it stays open until the next time
}

} // namespace seal::os
