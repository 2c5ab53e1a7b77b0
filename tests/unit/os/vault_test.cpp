#include "os/arena.h"
#include "os/vault.h"
#include "support/result.h"
#include <csignal>
#include <gtest/gtest.h>

using seal::os::Arena;
using seal::os::Vault;
using seal::test::take;

namespace {

std::uint8_t& byte(std::uintptr_t at) { return *reinterpret_cast<std::uint8_t*>(at); }

class VaultTest : public testing::Test {
protected:
  std::uintptr_t page(std::size_t size = 1) { return take(vault_.pool().take(size)).start; }
  std::size_t regions() const {
    std::size_t count = 0;
    vault_.for_each_region([&](std::uintptr_t, std::uintptr_t) { ++count; });
    return count;
  }
  Vault& vault_ = *take(Vault::make());
};

TEST_F(VaultTest, ReadOnlyWhileClosed) {
  const std::uintptr_t large = page(2 << 20), small = page();
  vault_.guard();
  EXPECT_EQ(byte(small), 0) << "read it can be";
  EXPECT_DEATH(byte(small) = 1, "");
  EXPECT_DEATH(byte(large) = 1, "");
  take(vault_.open());
  take(vault_.open());
  vault_.close();
  byte(small) = byte(large) = 1;
  vault_.close();
  EXPECT_DEATH(byte(small) = 2, "");
  EXPECT_DEATH(byte(large) = 2, "");
}

TEST_F(VaultTest, OpenUntilItIsGuarded) {
  const std::uintptr_t at = page();
  take(vault_.open());
  vault_.close();
  byte(at) = 1;
}

TEST_F(VaultTest, AnArenaOfItGivesItsPagesBack) {
  Arena& arena = *take(Arena::make(Arena::kTiny, &vault_.pool()));
  auto* first = take(arena.array<char>(100'000));
  first[0] = 1;
  arena.destroy();
  const std::size_t before = regions();
  Arena& again = *take(Arena::make(Arena::kTiny, &vault_.pool()));
  auto* second = take(again.array<char>(100'000));
  EXPECT_EQ(regions(), before);
  EXPECT_EQ(second[0], 0);
}

TEST_F(VaultTest, SignalsComeBetweenChangesOfTheProtection) {
  const std::uintptr_t at = page();
  vault_.guard();
  sigset_t before, after;
  sigprocmask(SIG_BLOCK, nullptr, &before);
  take(vault_.open());
  sigprocmask(SIG_BLOCK, nullptr, &after);
  EXPECT_FALSE(sigismember(&after, SIGALRM));
  EXPECT_EQ(sigismember(&before, SIGALRM), sigismember(&after, SIGALRM));
  byte(at) = 1;
  vault_.close();
}

} // namespace
