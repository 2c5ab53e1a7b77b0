// Mapping pages, and the pool's bits.
#include "os/pages.h"
#include "os/system.h"
#include <cstring>
#include <sys/mman.h>

namespace seal::os {
namespace {

constexpr std::size_t kMost = ~std::size_t{0} >> 1; // bytes: no address space has more

std::size_t page_count(std::size_t size) { return size / kPageSize + (size % kPageSize != 0); }

} // namespace

Error out_of_memory() { return {.what = "out of memory", .err = ENOMEM}; }

Result<std::uintptr_t> map_pages(std::size_t size) {
  const long at = map(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (failed(at))
    return out_of_memory();
  return std::uintptr_t(at);
}

void Pool::Region::mark(std::size_t first, std::size_t count, bool as_taken) {
  for (std::size_t page = first; page < first + count; ++page) {
    const std::uint64_t bit = std::uint64_t{1} << page % 64;
    as_taken ? taken[page / 64] |= bit : taken[page / 64] &= ~bit;
  }
}

Pages Pool::Region::take(std::size_t count) {
  while (first_free < pages && is_taken(first_free))
    ++first_free;
  std::size_t run = 0;
  for (std::size_t page = first_free; page < pages; ++page) {
    run = is_taken(page) ? 0 : run + 1;
    if (run < count)
      continue;
    const std::size_t first = page + 1 - count;
    mark(first, count, true);
    return {start + first * kPageSize, count * kPageSize};
  }
  return {};
}

Result<Pages> Pool::take(std::size_t size) {
  const std::size_t count = page_count(size);
  for (std::size_t i = count_; i-- > 0;)
    if (Pages pages = regions_[i].take(count); pages.start)
      return pages;
  if (size > kMost)
    return out_of_memory();
  TRY(add_region(count));
  return regions_[count_ - 1].take(count);
}

Status Pool::add_region(std::size_t pages) {
  std::size_t all = 0;
  for_each_region([&](std::uintptr_t, std::size_t size) { all += size / kPageSize; });
  const std::size_t usual = all ? all / 2 : first_;
  Region region{.pages = pages > usual ? pages : usual};
  const std::size_t books_size = (region.pages / 64 + 2) * sizeof(std::uint64_t);
  const std::size_t book_pages = books_ ? 0 : page_count(books_size);
  region.pages += book_pages;
  if (count_ == kMostRegions)
    return out_of_memory();
  region.start = TRY(map_pages(region.pages * kPageSize));
  std::uintptr_t books = region.start;
  if (books_) {
    auto taken = books_->take(books_size);
    if (!taken) {
      unmap(region.start, region.pages * kPageSize);
      return taken.error();
    }
    books = taken->start;
  }
  region.taken = reinterpret_cast<std::uint64_t*>(books);
  region.mark(0, book_pages, true);
  regions_[count_++] = region;
  return {};
}

void Pool::give_back(Pages pages) {
  for (std::size_t i = 0; i < count_; ++i) {
    Region& region = regions_[i];
    const std::size_t first = (pages.start - region.start) / kPageSize;
    if (pages.start < region.start || first >= region.pages)
      continue;
    // They are zero when they are taken again. The kernel keeps what is locked (mlockall).
    if (failed(advise(pages.start, pages.size, MADV_DONTNEED)))
      std::memset(reinterpret_cast<void*>(pages.start), 0, pages.size);
    region.mark(first, pages.size / kPageSize, false);
    if (first < region.first_free)
      region.first_free = first;
  }
}

} // namespace seal::os
