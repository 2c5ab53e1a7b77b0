// Fresh memory of the kernel, for what the loader keeps: single mappings, and a pool of small
// pieces that come and go.
#pragma once

#include "os/error.h"
#include <cstddef>
#include <cstdint>

namespace seal::os {

inline constexpr std::size_t kPageSize = 4096;

// What a failed allocation is.
Error out_of_memory();

// Zeroed pages, `size` bytes.
Result<std::uintptr_t> map_pages(std::size_t size);

struct Piece {
  std::uintptr_t start = 0;
  std::size_t size = 0; // bytes
};

// Gives out parts of few and growing mappings, so that neither the number of mappings nor the
// unused address space grows with the number of pieces. One thread at a time.
class Pool {
public:
  // Pieces are whole units: an opened library needs a few.
  static constexpr std::size_t kUnit = 512; // bytes

  // The first mapping has `pages`. Which units are taken stands in `books`, a pool that the program
  // cannot write to; null: in this one, which is the vault's.
  explicit Pool(std::size_t pages = 16, Pool* books = nullptr)
      : first_(pages * kPageSize / kUnit), books_(books) {}
  Pool(Pool&&) = default;
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Zeroed, with room for `size` bytes.
  Result<Piece> take(std::size_t size);
  void give_back(Piece piece);

  // Calls visit(start, size) for each mapping, in the order in which they came.
  template <class Visit>
  void for_each_region(Visit visit) const {
    for (std::size_t i = 0; i < count_; ++i)
      visit(regions_[i].start, regions_[i].units * kUnit);
  }

private:
  struct Region {
    std::uintptr_t start = 0;
    std::size_t units = 0;
    std::uint64_t* taken = nullptr; // one bit for each unit
    std::size_t first_free = 0;     // no unit before it is free
    bool is_taken(std::size_t unit) const { return taken[unit / 64] >> unit % 64 & 1; }
    void mark(std::size_t first, std::size_t count, bool as_taken);
    Piece take(std::size_t count);
  };
  Status add_region(std::size_t units);

  // Each has what all before it have together, and from a megabyte on a quarter of that: with more
  // of them no memory is left.
  static constexpr std::size_t kMostRegions = 64;
  std::size_t first_;
  Pool* books_;
  std::size_t count_ = 0;
  Region regions_[kMostRegions];
};

} // namespace seal::os
