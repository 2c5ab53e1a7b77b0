#include "os/arena.h"
#include "os/vault.h"
#include <csignal>
#include <gtest/gtest.h>
#include <vector>

using seal::os::Arena;
using seal::os::Vault;

namespace {

std::uint8_t& byte(std::uintptr_t at) { return *reinterpret_cast<std::uint8_t*>(at); }

class VaultTest : public testing::Test {
protected:
  std::size_t regions() const {
    std::size_t count = 0;
    vault_.for_each_region([&](std::uintptr_t, std::uintptr_t) { ++count; });
    return count;
  }
  Vault& vault_ = Vault::make();
};

TEST_F(VaultTest, GivesZeroedPagesOfItsRegions) {
  const Vault::Pages pages = vault_.take(5000);
  EXPECT_GE(pages.size, 5000u);
  EXPECT_EQ(pages.start % 4096, 0u);
  for (std::size_t i = 0; i < pages.size; ++i)
    ASSERT_EQ(byte(pages.start + i), 0);
  bool inside = false;
  vault_.for_each_region([&](std::uintptr_t start, std::uintptr_t end) {
    inside |= pages.start >= start && pages.start + pages.size <= end;
  });
  EXPECT_TRUE(inside);
}

TEST_F(VaultTest, NothingIsGivenTwice) {
  std::vector<Vault::Pages> all;
  for (std::size_t size = 1; size < 400'000; size = size * 3 / 2 + 1)
    all.push_back(vault_.take(size));
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_TRUE(all[i].start + all[i].size <= all[j].start ||
                  all[j].start + all[j].size <= all[i].start);
}

TEST_F(VaultTest, WhatIsGivenBackIsTakenAgainAndZero) {
  const Vault::Pages pages = vault_.take(100'000);
  byte(pages.start + 99'999) = 1;
  vault_.give_back(pages);
  const Vault::Pages again = vault_.take(100'000);
  EXPECT_EQ(again.start, pages.start);
  EXPECT_EQ(byte(again.start + 99'999), 0);
}

TEST_F(VaultTest, GrowsByRegions) {
  const Vault::Pages large = vault_.take(10 << 20);
  byte(large.start + large.size - 1) = 1;
  EXPECT_EQ(regions(), 2u);
  vault_.take(1 << 20);
  EXPECT_EQ(regions(), 3u) << "the second is full";
}

TEST_F(VaultTest, ReadOnlyWhileClosed) {
  const Vault::Pages large = vault_.take(2 << 20), small = vault_.take(1);
  vault_.guard();
  EXPECT_EQ(byte(small.start), 0) << "read it can be";
  EXPECT_DEATH(byte(small.start) = 1, "");
  EXPECT_DEATH(byte(large.start) = 1, "");
  vault_.open();
  vault_.open();
  vault_.close();
  byte(small.start) = byte(large.start) = 1;
  vault_.close();
  EXPECT_DEATH(byte(small.start) = 2, "");
  EXPECT_DEATH(byte(large.start) = 2, "");
}

TEST_F(VaultTest, OpenUntilItIsGuarded) {
  const Vault::Pages pages = vault_.take(1);
  vault_.open();
  vault_.close();
  byte(pages.start) = 1;
}

TEST_F(VaultTest, AnArenaOfItGivesItsPagesBack) {
  Arena& arena = Arena::make(Arena::kTiny, &vault_);
  auto* first = arena.array<char>(100'000);
  first[0] = 1;
  arena.destroy();
  Arena& again = Arena::make(Arena::kTiny, &vault_);
  auto* second = again.array<char>(100'000);
  EXPECT_EQ(first, second);
  EXPECT_EQ(second[0], 0);
}

TEST_F(VaultTest, SignalsComeBetweenChangesOfTheProtection) {
  const Vault::Pages pages = vault_.take(1);
  vault_.guard();
  sigset_t before, after;
  sigprocmask(SIG_BLOCK, nullptr, &before);
  vault_.open();
  sigprocmask(SIG_BLOCK, nullptr, &after);
  EXPECT_FALSE(sigismember(&after, SIGALRM));
  EXPECT_EQ(sigismember(&before, SIGALRM), sigismember(&after, SIGALRM));
  byte(pages.start) = 1;
  vault_.close();
}

} // namespace
