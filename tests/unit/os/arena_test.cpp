// The loader's memory: aligned, zeroed, given back to a mark.
#include "os/arena.h"
#include "support/result.h"
#include <cstring>
#include <gtest/gtest.h>
#include <string>

namespace {

using seal::os::Arena;
using seal::os::Vector;
using seal::test::error_of;
using seal::test::take;

class ArenaTest : public testing::Test {
protected:
  ~ArenaTest() override { arena_.release({}); }
  bool is_zero(const void* memory, std::size_t size) {
    auto* bytes = static_cast<const char*>(memory);
    for (std::size_t i = 0; i < size; ++i)
      if (bytes[i])
        return false;
    return true;
  }
  Arena arena_;
};

TEST_F(ArenaTest, MemoryIsAlignedZeroedAndOnesOwn) {
  char* previous_end = nullptr;
  for (std::size_t align = 1; align <= 4096; align *= 2)
    for (std::size_t size : {1, 3, 64, 1000}) {
      auto* memory = static_cast<char*>(take(arena_.allocate(size, align)));
      EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory) % align, 0u);
      EXPECT_TRUE(is_zero(memory, size));
      if (previous_end && memory > previous_end - 0x10000 && memory < previous_end + 0x10000) {
        EXPECT_GE(memory, previous_end);
      }
      std::memset(memory, 0xff, size);
      previous_end = memory + size;
    }
}

TEST_F(ArenaTest, LargerThanAChunkIsFine) {
  for (std::size_t size : {512u * 1024 - 100, 512u * 1024, 3u * 1024 * 1024}) {
    auto* memory = static_cast<char*>(take(arena_.allocate(size, 64)));
    EXPECT_TRUE(is_zero(memory, size));
    std::memset(memory, 0xff, size);
  }
}

TEST_F(ArenaTest, LargeAlignmentIsFine) {
  for (std::size_t align : {std::size_t{1} << 16, std::size_t{1} << 20, std::size_t{1} << 24}) {
    void* memory = take(arena_.allocate(100, align));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory) % align, 0u);
    std::memset(memory, 0xff, 100);
  }
}

TEST_F(ArenaTest, ReleaseGivesBackWhatCameAfterTheMark) {
  auto* kept = static_cast<char*>(take(arena_.allocate(16, 16)));
  std::memset(kept, 'k', 16);
  Arena::Mark mark = arena_.mark();
  void* first = take(arena_.allocate(100, 16));
  std::memset(first, 0xff, 100);
  arena_.release(mark);
  void* second = take(arena_.allocate(100, 16));
  EXPECT_EQ(second, first) << "the space is used again";
  EXPECT_TRUE(is_zero(second, 100)) << "and zeroed again";
  EXPECT_EQ(std::string(kept, 16), std::string(16, 'k'));
}

TEST_F(ArenaTest, ReleaseGivesBackWholeChunks) {
  take(arena_.allocate(16, 16));
  Arena::Mark mark = arena_.mark();
  void* next = take(arena_.allocate(16, 16));
  for (int i = 0; i < 10; ++i)
    take(arena_.allocate(400 * 1024, 16));
  arena_.release(mark);
  EXPECT_EQ(arena_.mark().chunk, mark.chunk);
  EXPECT_EQ(take(arena_.allocate(16, 16)), next);
}

TEST_F(ArenaTest, ReleaseToTheEmptyMarkGivesBackEverything) {
  Arena::Mark empty = arena_.mark();
  EXPECT_EQ(empty.chunk, nullptr);
  take(arena_.allocate(16, 16));
  arena_.release(empty);
  EXPECT_EQ(arena_.mark().chunk, nullptr);
  EXPECT_TRUE(is_zero(take(arena_.allocate(16, 16)), 16));
}

TEST_F(ArenaTest, MarksNest) {
  take(arena_.allocate(1, 1));
  Arena::Mark outer = arena_.mark();
  void* a = take(arena_.allocate(600 * 1024, 1));
  Arena::Mark inner = arena_.mark();
  take(arena_.allocate(600 * 1024, 1));
  arena_.release(inner);
  EXPECT_TRUE(is_zero(a, 600 * 1024));
  arena_.release(outer);
  EXPECT_EQ(arena_.mark().used, outer.used);
}

constexpr const char* kNoMemory = "out of memory";

TEST_F(ArenaTest, SizeThatOverflowsIsOutOfMemory) {
  EXPECT_EQ(error_of(arena_.array<std::uint64_t>(SIZE_MAX / 4)), kNoMemory);
  EXPECT_EQ(error_of(arena_.allocate(SIZE_MAX - 200, 1)), kNoMemory);
}

// The sum of size and alignment wraps around to a small number.
TEST_F(ArenaTest, SizeThatOverflowsWithItsAlignmentIsOutOfMemory) {
  EXPECT_EQ(error_of(arena_.allocate(SIZE_MAX - 7, 16)), kNoMemory);
}

TEST_F(ArenaTest, MoreThanThereIsIsOutOfMemoryAndTheRestIsStillThere) {
  void* before = take(arena_.allocate(16, 16));
  EXPECT_EQ(error_of(arena_.allocate(std::size_t{1} << 50, 1)), kNoMemory);
  EXPECT_EQ(take(arena_.allocate(16, 16)), static_cast<char*>(before) + 16);
}

TEST_F(ArenaTest, TextsAreCopiedAndJoined) {
  std::string source = "abc";
  const char* copy = take(arena_.copy(source));
  source[0] = 'x';
  EXPECT_STREQ(copy, "abc");
  EXPECT_STREQ(take(arena_.copy({})), "");
  EXPECT_STREQ(take(arena_.concat("a", "bc")), "abc");
  EXPECT_STREQ(take(arena_.concat("a", "", "c")), "ac");
}

TEST_F(ArenaTest, NumbersAreDecimalOrHexadecimal) {
  EXPECT_STREQ(take(arena_.number(0)), "0");
  EXPECT_STREQ(take(arena_.number(~std::uint64_t{0})), "18446744073709551615");
  EXPECT_STREQ(take(arena_.number(0xabc, 16)), "0xabc");
}

TEST_F(ArenaTest, VectorGrowsAndKeepsItsElements) {
  Vector<int> vector;
  EXPECT_TRUE(vector.empty());
  for (int i = 0; i < 100; ++i)
    take(vector.push(arena_, i));
  ASSERT_EQ(vector.size(), 100u);
  int expected = 0;
  for (int each : vector)
    EXPECT_EQ(each, expected++);
  EXPECT_TRUE(vector.contains(99));
  EXPECT_FALSE(vector.contains(100));
  vector.truncate(1);
  EXPECT_EQ(vector.size(), 1u);
  EXPECT_FALSE(vector.contains(1));
}

TEST_F(ArenaTest, VectorMayPushItsOwnElement) {
  Vector<int> vector;
  for (int i = 0; i < 8; ++i)
    take(vector.push(arena_, i + 1));
  take(vector.push(arena_, vector[0])); // grows while the argument lies in the old storage
  EXPECT_EQ(vector[8], 1);
}

} // namespace
