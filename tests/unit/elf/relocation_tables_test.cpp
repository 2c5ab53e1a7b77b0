// How the relocation tables share their entries (DT_RELA with DT_JMPREL), and what DT_RELR's
// bitmaps stand for.
#include "elf/dynamic.h"
#include "support/image.h"
#include "support/result.h"
#include <algorithm>
#include <gtest/gtest.h>

namespace {

using seal::test::kBase;
using seal::test::TestImage;

// The numbers of the entries in DT_RELA and in DT_JMPREL that are left, of a table of six.
std::pair<std::vector<int>, std::vector<int>> tables(std::uint64_t rela, std::uint64_t rela_count,
                                                     std::uint64_t slots,
                                                     std::uint64_t slot_count) {
  TestImage image;
  std::vector<Elf64_Rela> entries(6);
  for (int i = 0; i < 6; ++i)
    entries[std::size_t(i)].r_addend = i;
  std::uint64_t at = image.put(entries);
  image.add(DT_RELA, at + rela * sizeof(Elf64_Rela));
  image.add(DT_RELASZ, rela_count * sizeof(Elf64_Rela));
  image.add(DT_JMPREL, at + slots * sizeof(Elf64_Rela));
  image.add(DT_PLTRELSZ, slot_count * sizeof(Elf64_Rela));
  auto dynamic = parse_dynamic(image.image());
  std::pair<std::vector<int>, std::vector<int>> result;
  EXPECT_EQ(seal::test::error_of(dynamic), "");
  if (dynamic) {
    for (const Elf64_Rela& each : dynamic->rela)
      result.first.push_back(int(each.r_addend));
    for (const Elf64_Rela& each : dynamic->jump_slots)
      result.second.push_back(int(each.r_addend));
  }
  return result;
}

using Tables = std::pair<std::vector<int>, std::vector<int>>;

TEST(RelocationTables, StandSideBySide) {
  EXPECT_EQ(tables(0, 4, 4, 2), (Tables{{0, 1, 2, 3}, {4, 5}}));
  EXPECT_EQ(tables(2, 4, 0, 2), (Tables{{2, 3, 4, 5}, {0, 1}}));
}

// Some linkers let DT_RELASZ cover the jump slots that follow.
TEST(RelocationTables, JumpSlotsAtTheEndOfRelaAreProcessedOnce) {
  EXPECT_EQ(tables(0, 6, 4, 2), (Tables{{0, 1, 2, 3}, {4, 5}}));
  EXPECT_EQ(tables(0, 6, 0, 6), (Tables{{}, {0, 1, 2, 3, 4, 5}}));
}

TEST(RelocationTables, WithoutJumpSlotsNothingIsLeftOut) {
  EXPECT_EQ(tables(0, 6, 2, 0), (Tables{{0, 1, 2, 3, 4, 5}, {}}));
}

// A jump slot table that begins inside an entry of DT_RELA is damage; what is left of DT_RELA must
// not be longer than it was.
TEST(RelocationTables, JumpSlotsBetweenTwoEntriesMakeNoHugeTable) {
  TestImage image;
  std::uint64_t at = image.put(std::vector<Elf64_Rela>(6));
  image.add(DT_RELA, at);
  image.add(DT_RELASZ, 6 * sizeof(Elf64_Rela));
  image.add(DT_JMPREL, at + 3 * sizeof(Elf64_Rela) + 8);
  image.add(DT_PLTRELSZ, sizeof(Elf64_Rela));
  auto dynamic = parse_dynamic(image.image());
  EXPECT_TRUE(!dynamic || dynamic->rela.size() <= 6);
}

// What follows them in DT_RELA are relocations too.
TEST(RelocationTables, JumpSlotsInTheMiddleOfRelaLeaveWhatFollows) {
  auto [rela, slots] = tables(0, 6, 2, 2);
  rela.insert(rela.end(), slots.begin(), slots.end());
  for (int i = 0; i < 6; ++i)
    EXPECT_NE(std::find(rela.begin(), rela.end(), i), rela.end()) << i;
}

// gABI: an even entry is an address, an odd one a bitmap of the 63 words behind.
std::vector<std::uint64_t> relr(std::initializer_list<Elf64_Relr> entries) {
  std::vector<std::uint64_t> places;
  std::uint64_t where = 0;
  for (Elf64_Relr entry : entries)
    where = seal::elf::visit_relr_entry(entry, where,
                                        [&](std::uint64_t place) { places.push_back(place); });
  return places;
}

TEST(Relr, EvenEntryIsAnAddress) {
  EXPECT_EQ(relr({0x1000, 0x3000}), (std::vector<std::uint64_t>{0x1000, 0x3000}));
}

TEST(Relr, BitmapCountsFromTheWordBehindTheAddress) {
  EXPECT_EQ(relr({0x1000, 0b1011}), (std::vector<std::uint64_t>{0x1000, 0x1008, 0x1018}));
}

TEST(Relr, EmptyBitmapSkipsItsWords) {
  EXPECT_EQ(relr({0x1000, 1, 0b11}), (std::vector<std::uint64_t>{0x1000, 0x1008 + 63 * 8}));
}

TEST(Relr, BitmapReachesItsLastWord) {
  EXPECT_EQ(relr({0x1000, (Elf64_Relr{1} << 63) | 1, 0b11}),
            (std::vector<std::uint64_t>{0x1000, 0x1008 + 62 * 8, 0x1008 + 63 * 8}));
}

TEST(Relr, FullBitmapIsSixtyThreeWords) { EXPECT_EQ(relr({0x1000, ~Elf64_Relr{0}}).size(), 64u); }

} // namespace
