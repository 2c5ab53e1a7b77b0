// The pool: pieces that are one's own, zeroed, and used again; few mappings.
#include "os/pages.h"
#include "support/result.h"
#include <gtest/gtest.h>
#include <vector>

using seal::os::kPageSize;
using seal::os::Piece;
using seal::os::Pool;
using seal::test::error_of;
using seal::test::take;

namespace {

std::uint8_t& byte(std::uintptr_t at) { return *reinterpret_cast<std::uint8_t*>(at); }

class PoolTest : public testing::Test {
protected:
  std::size_t regions() const {
    std::size_t count = 0;
    pool_.for_each_region([&](std::uintptr_t, std::size_t) { ++count; });
    return count;
  }
  std::size_t address_space() const {
    std::size_t all = 0;
    pool_.for_each_region([&](std::uintptr_t, std::size_t size) { all += size; });
    return all;
  }
  Pool pool_;
};

TEST_F(PoolTest, GivesZeroedPiecesOfItsRegions) {
  const Piece pages = take(pool_.take(5000));
  EXPECT_EQ(pages.size, 10 * Pool::kUnit);
  EXPECT_EQ(pages.start % Pool::kUnit, 0u);
  for (std::size_t i = 0; i < pages.size; ++i)
    ASSERT_EQ(byte(pages.start + i), 0);
  bool inside = false;
  pool_.for_each_region([&](std::uintptr_t start, std::size_t size) {
    inside |= pages.start >= start && pages.start + pages.size <= start + size;
  });
  EXPECT_TRUE(inside);
}

TEST_F(PoolTest, NothingIsGivenTwice) {
  std::vector<Piece> all;
  for (std::size_t size = 1; size < 400'000; size = size * 3 / 2 + 1)
    all.push_back(take(pool_.take(size)));
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_TRUE(all[i].start + all[i].size <= all[j].start ||
                  all[j].start + all[j].size <= all[i].start);
}

TEST_F(PoolTest, WhatIsGivenBackIsTakenAgainAndZero) {
  const Piece pages = take(pool_.take(100'000));
  byte(pages.start + 99'999) = 1;
  pool_.give_back(pages);
  const Piece again = take(pool_.take(100'000));
  EXPECT_EQ(again.start, pages.start);
  EXPECT_EQ(byte(again.start + 99'999), 0);
}

TEST_F(PoolTest, RoomBetweenOthersIsUsedAgain) {
  take(pool_.take(1));
  const Piece gap = take(pool_.take(2 * Pool::kUnit));
  take(pool_.take(1));
  pool_.give_back(gap);
  EXPECT_EQ(take(pool_.take(1)).start, gap.start);
  EXPECT_EQ(take(pool_.take(1)).start, gap.start + Pool::kUnit);
}

// The number of mappings grows with the logarithm of what is taken, the address space linearly.
TEST_F(PoolTest, TenThousandPagesTakeFewMappingsAndAQuarterMore) {
  for (int i = 0; i < 10'000; ++i)
    byte(take(pool_.take(kPageSize)).start) = 1;
  EXPECT_LE(regions(), 32u);
  EXPECT_LE(address_space(), 10'000 * kPageSize * 13 / 10);
}

TEST_F(PoolTest, LargePiecesHaveRoom) {
  const Piece large = take(pool_.take(10 << 20));
  byte(large.start + large.size - 1) = 1;
  const Piece another = take(pool_.take(20 << 20));
  byte(another.start + another.size - 1) = 1;
}

TEST_F(PoolTest, WhatIsWrittenToItsPagesChangesNoBook) {
  Pool pages(8, &pool_);
  const Piece first = take(pages.take(1));
  for (std::size_t i = 0; i < kPageSize; ++i)
    byte(first.start + i) = 0xff; // whoever writes to them changes no book
  EXPECT_EQ(take(pages.take(1)).start, first.start + Pool::kUnit);
}

TEST_F(PoolTest, MoreThanThereIsIsAnError) {
  const std::size_t before = regions();
  EXPECT_EQ(error_of(pool_.take(std::size_t{1} << 50)), "out of memory");
  EXPECT_EQ(error_of(pool_.take(SIZE_MAX)), "out of memory");
  EXPECT_EQ(regions(), before);
  take(pool_.take(1));
}

} // namespace
