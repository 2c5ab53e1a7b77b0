// Mapping pages, and the pool's bits.
#include "os/pages.h"
#include "os/system.h"
#include <cstring>
#include <sys/mman.h>

namespace seal::os {
namespace {

constexpr std::size_t kMost = ~std::size_t{0} >> 1; // bytes: no address space has more
constexpr std::size_t kDoubled = 1024 * 1024; // bytes: so far a pool doubles, to have few mappings
constexpr std::size_t kWorthGivingBack = 64 * 1024; // bytes: less is soon taken again

std::size_t round_up(std::size_t size, std::size_t unit) {
  return size / unit * unit + (size % unit ? unit : 0);
}

Result<std::uintptr_t> map_fresh(std::uintptr_t wish, std::size_t size, int flags) {
  const long at =
      map(wish, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
  if (failed(at))
    return out_of_memory();
  return std::uintptr_t(at);
}

} // namespace

Error out_of_memory() { return {.what = "out of memory", .err = ENOMEM}; }

Result<std::uintptr_t> map_pages(std::size_t size) { return map_fresh(0, size, 0); }

void Pool::Region::mark(std::size_t first, std::size_t count, bool as_taken) {
  for (std::size_t unit = first; unit < first + count; ++unit) {
    const std::uint64_t bit = std::uint64_t{1} << unit % 64;
    as_taken ? taken[unit / 64] |= bit : taken[unit / 64] &= ~bit;
  }
}

Piece Pool::Region::take(std::size_t count) {
  while (first_free < units && is_taken(first_free))
    ++first_free;
  std::size_t run = 0;
  for (std::size_t unit = first_free; unit < units; ++unit) {
    if (unit % 64 == 0 && taken[unit / 64] == ~std::uint64_t{0}) {
      unit += 63;
      run = 0;
      continue;
    }
    run = is_taken(unit) ? 0 : run + 1;
    if (run < count)
      continue;
    const std::size_t first = unit + 1 - count;
    mark(first, count, true);
    return {start + first * kUnit, count * kUnit};
  }
  return {};
}

Result<Piece> Pool::take(std::size_t size) {
  if (size > kMost)
    return out_of_memory();
  const std::size_t count = round_up(size, kUnit) / kUnit;
  for (std::size_t i = count_; i-- > 0;)
    if (Piece piece = regions_[i].take(count); piece.start)
      return piece;
  TRY(add_region(count));
  return regions_[count_ - 1].take(count);
}

Status Pool::add_region(std::size_t units) {
  if (count_ == kMostRegions)
    return out_of_memory();
  std::size_t all = 0;
  for_each_region([&](std::uintptr_t, std::size_t size) { all += size / kUnit; });
  std::size_t wanted = all * kUnit < kDoubled ? all : all / 4;
  wanted = wanted > first_ ? wanted : first_;
  wanted = units > wanted ? units : wanted;
  const std::size_t books_size = (wanted / 64 + 2) * sizeof(std::uint64_t);
  const std::size_t own_books = books_ ? 0 : round_up(books_size, kUnit);
  const std::size_t size = round_up(wanted * kUnit + own_books, kPageSize);
  // Below the last one, if that is free: then both are one mapping. The vault's never become one
  // with a neighbour that is not the vault's: to divide them again may be impossible.
  const std::uintptr_t wish =
      count_ && regions_[count_ - 1].start > size ? regions_[count_ - 1].start - size : 0;
  Region region{.start = TRY(map_fresh(wish, size, books_ ? 0 : MAP_NORESERVE)),
                .units = size / kUnit};
  std::uintptr_t books = region.start;
  if (books_) {
    auto taken = books_->take(books_size);
    if (!taken) {
      unmap(region.start, size);
      return taken.error();
    }
    books = taken->start;
  }
  region.taken = reinterpret_cast<std::uint64_t*>(books);
  region.mark(0, own_books / kUnit, true);
  regions_[count_++] = region;
  return {};
}

// It is zero when it is taken again. The kernel gives whole pages back, and keeps what is locked
// (mlockall).
void Pool::give_back(Piece piece) {
  for (std::size_t i = 0; i < count_; ++i) {
    Region& region = regions_[i];
    const std::size_t first = (piece.start - region.start) / kUnit;
    if (piece.start < region.start || first >= region.units)
      continue;
    if (piece.size < kWorthGivingBack || failed(advise(piece.start, piece.size, MADV_DONTNEED)))
      std::memset(reinterpret_cast<void*>(piece.start), 0, piece.size);
    region.mark(first, piece.size / kUnit, false);
    if (first < region.first_free)
      region.first_free = first;
  }
}

} // namespace seal::os
