// Fresh memory of the kernel, for what the loader keeps: single mappings, and a pool of pages for
// small pieces that come and go.
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

struct Pages {
  std::uintptr_t start = 0;
  std::size_t size = 0; // bytes
};

// Gives out pages of few and growing mappings, so that neither the number of mappings nor the
// unused address space grows with the number of pieces. One thread at a time.
class Pool {
public:
  // The first mapping has `pages`. Which of them are taken stands in `books`, a pool that the
  // program cannot write to; null: in this one.
  explicit Pool(std::size_t pages = 64, Pool* books = nullptr) : first_(pages), books_(books) {}
  Pool(Pool&&) = default;
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Zeroed pages with room for `size` bytes.
  Result<Pages> take(std::size_t size);
  void give_back(Pages pages);

  // Calls visit(start, size) for each mapping, in the order in which they came.
  template <class Visit>
  void for_each_region(Visit visit) const {
    for (std::size_t i = 0; i < count_; ++i)
      visit(regions_[i].start, regions_[i].pages * kPageSize);
  }

private:
  struct Region {
    std::uintptr_t start = 0;
    std::size_t pages = 0;
    std::uint64_t* taken = nullptr; // one bit for each page
    std::size_t first_free = 0;     // no page before it is free
    bool is_taken(std::size_t page) const { return taken[page / 64] >> page % 64 & 1; }
    void mark(std::size_t first, std::size_t count, bool as_taken);
    Pages take(std::size_t count);
  };
  Status add_region(std::size_t pages);

  // Each has half as many pages as all before it together: more do not fit into the address space.
  static constexpr std::size_t kMostRegions = 48;
  std::size_t first_;
  Pool* books_;
  std::size_t count_ = 0;
  Region regions_[kMostRegions];
};

} // namespace seal::os
