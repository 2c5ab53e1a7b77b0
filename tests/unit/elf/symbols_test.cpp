// Finding names in a symbol table through its GNU or SysV hash table.
#include "elf/symbols.h"
#include "support/library.h"
#include "support/result.h"
#include <gtest/gtest.h>

namespace {

using namespace seal::test;
using seal::elf::gnu_hash;
using seal::elf::Symbols;

TEST(SymbolHash, GnuIsTimes33) {
  EXPECT_EQ(gnu_hash(""), 5381u);
  EXPECT_EQ(gnu_hash("printf"), 0x156b2bb8u); // the values of the format's description
  EXPECT_EQ(gnu_hash("exit"), 0x7c967e3fu);
  EXPECT_EQ(gnu_hash("syscall"), 0xbac212a0u);
}

TEST(SymbolHash, GnuTakesBytesAsUnsigned) { EXPECT_EQ(gnu_hash("\xff"), 5381u * 33 + 255); }

TEST(SymbolHash, SysvKeepsTheUpperFourBitsClear) {
  EXPECT_EQ(seal::elf::sysv_hash(""), 0u);
  EXPECT_EQ(seal::elf::sysv_hash("printf"), 0x077905a6u);
  EXPECT_EQ(seal::elf::sysv_hash("GLIBC_2.2.5"), 0x09691a75u);
  EXPECT_EQ(seal::elf::sysv_hash("\xff\xff\xff\xff\xff\xff\xff\xff") >> 28, 0u);
}

class SymbolsTest : public testing::Test {
protected:
  void build(Hash hash, std::uint32_t buckets = 3) {
    tables_ = put_symbols(image_, {{"alpha"}, {"beta"}, {"gamma"}, {"delta"}, {"epsilon"}}, hash,
                          buckets, {{.name = "wanted", .value = 0, .section = SHN_UNDEF}});
  }
  std::string parse() {
    auto dynamic = seal::elf::parse_dynamic(image_.image());
    EXPECT_EQ(error_of(dynamic), "");
    auto symbols = parse_symbols(image_.image(), *dynamic);
    if (symbols)
      symbols_ = *symbols;
    return error_of(symbols);
  }
  // The number of the symbol that is found, 0 for none.
  std::uint32_t find(const char* name) const {
    const Elf64_Sym* symbol =
        symbols_.find(name, gnu_hash(name), [](const Elf64_Sym&) { return true; });
    return symbol ? symbols_.index(*symbol) : 0;
  }
  TestImage image_;
  SymbolTables tables_;
  Symbols symbols_;
};

TEST_F(SymbolsTest, NoneWithoutATable) {
  EXPECT_EQ(parse(), "");
  EXPECT_EQ(symbols_.count(), 0u);
  EXPECT_EQ(find("alpha"), 0u);
}

TEST_F(SymbolsTest, TableMustLieInside) {
  image_.add(DT_SYMTAB, image_.end() - 8);
  EXPECT_EQ(parse(), "the symbol table lies outside the loaded segments");
  image_.at<Elf64_Dyn>(image_.image().find(PT_DYNAMIC)->p_vaddr).d_un.d_val = kBase + 4;
  EXPECT_EQ(parse(), "the symbol table lies outside the loaded segments") << "misaligned";
}

TEST_F(SymbolsTest, TableEndsWithItsSegment) {
  build(Hash::kNone);
  ASSERT_EQ(parse(), "");
  EXPECT_EQ(symbols_.table.size(), 7u);
}

TEST_F(SymbolsTest, WithoutHashTableNothingIsFound) {
  build(Hash::kNone);
  ASSERT_EQ(parse(), "");
  EXPECT_EQ(find("alpha"), 0u);
  EXPECT_EQ(symbols_.count(), 0u);
}

class BothHashesTest : public SymbolsTest, public testing::WithParamInterface<Hash> {};
INSTANTIATE_TEST_SUITE_P(All, BothHashesTest, testing::Values(Hash::kGnu, Hash::kSysv),
                         [](auto& test) { return test.param == Hash::kGnu ? "Gnu" : "Sysv"; });

TEST_P(BothHashesTest, EveryNameIsFound) {
  for (std::uint32_t buckets : {1, 2, 3, 17}) {
    TestImage image;
    tables_ = put_symbols(image, {{"alpha"}, {"beta"}, {"gamma"}, {"delta"}, {"epsilon"}},
                          GetParam(), buckets);
    auto dynamic = parse_dynamic(image.image());
    ASSERT_TRUE(dynamic);
    auto symbols = parse_symbols(image.image(), *dynamic);
    ASSERT_TRUE(symbols);
    symbols_ = *symbols;
    for (const char* name : {"alpha", "beta", "gamma", "delta", "epsilon"}) {
      EXPECT_NE(find(name), 0u) << name;
      EXPECT_EQ(find(name), tables_.number(name));
    }
    EXPECT_EQ(symbols_.count(), 6u);
  }
}

TEST_P(BothHashesTest, OtherNamesAreNotFound) {
  build(GetParam());
  ASSERT_EQ(parse(), "");
  for (const char* name : {"", "alph", "alphabet", "Alpha", "zeta", "a", "b", "c"})
    EXPECT_EQ(find(name), 0u) << name;
}

TEST_P(BothHashesTest, VisitorMayPassOverASymbol) {
  build(GetParam());
  ASSERT_EQ(parse(), "");
  std::vector<std::uint32_t> seen;
  const Elf64_Sym* symbol =
      symbols_.find("gamma", gnu_hash("gamma"), [&](const Elf64_Sym& candidate) {
        seen.push_back(symbols_.index(candidate));
        return false;
      });
  EXPECT_EQ(symbol, nullptr);
  EXPECT_EQ(seen, std::vector<std::uint32_t>{tables_.number("gamma")});
}

TEST_P(BothHashesTest, CountReachesTheLastHashedSymbol) {
  build(GetParam());
  ASSERT_EQ(parse(), "");
  EXPECT_EQ(symbols_.count(), 7u);
}

TEST_P(BothHashesTest, TableMustLieInside) {
  build(GetParam());
  image_.set(GetParam() == Hash::kGnu ? DT_GNU_HASH : DT_HASH, image_.end() - 4);
  EXPECT_EQ(parse(), "a symbol hash table is damaged");
}

TEST_P(BothHashesTest, WithoutBucketsHasNothing) {
  TestImage image;
  SymbolTables tables = put_symbols(image, {{"alpha"}}, GetParam());
  image.at<std::uint32_t>(tables.hash) = 0;
  auto dynamic = parse_dynamic(image.image());
  ASSERT_TRUE(dynamic);
  auto symbols = parse_symbols(image.image(), *dynamic);
  ASSERT_TRUE(symbols);
  EXPECT_EQ(symbols->count(), 0u);
  EXPECT_EQ(symbols->find("alpha", seal::elf::gnu_hash("alpha"), [](auto&) { return true; }),
            nullptr);
}

TEST_P(BothHashesTest, HugeBucketCountIsDamage) {
  for (std::uint32_t count : {0x4000u, 0x40000000u, 0xffffffffu}) {
    TestImage image;
    SymbolTables tables = put_symbols(image, {{"alpha"}}, GetParam());
    image.at<std::uint32_t>(tables.hash) = count;
    auto dynamic = parse_dynamic(image.image());
    ASSERT_TRUE(dynamic);
    EXPECT_EQ(error_of(parse_symbols(image.image(), *dynamic)), "a symbol hash table is damaged")
        << count;
  }
}

// A bucket or a chain may hold any number; nothing outside the tables is read for it.
TEST_P(BothHashesTest, BucketsAndChainsMayHoldAnything) {
  build(GetParam(), 1);
  for (std::uint32_t value : {0u, 1u, 6u, 7u, 8u, 0x1000u, 0x7fffffffu, 0xfffffffeu, 0xffffffffu}) {
    image_.at<std::uint32_t>(tables_.buckets) = value;
    ASSERT_EQ(parse(), "");
    find("alpha");
    find("zeta");
    EXPECT_LE(symbols_.count(), symbols_.table.size());
  }
  for (std::uint32_t i = 0; i < 5; ++i)
    for (std::uint32_t value : {0u, 6u, 0x1000u, 0xfffffffeu, 0xffffffffu}) {
      image_.at<std::uint32_t>(tables_.chains + 4 * i) = value;
      find("alpha");
      find("zeta");
      EXPECT_LE(symbols_.count(), symbols_.table.size());
    }
}

TEST_P(BothHashesTest, NameOutsideTheStringTableIsTheEmptyName) {
  build(GetParam());
  for (std::uint32_t i = 1; i < tables_.names.size(); ++i)
    image_.at<Elf64_Sym>(tables_.symtab + i * sizeof(Elf64_Sym)).st_name = 0xffffffff;
  ASSERT_EQ(parse(), "");
  EXPECT_EQ(find("alpha"), 0u);
}

TEST_F(SymbolsTest, GnuHashIsPreferredToSysv) {
  build(Hash::kGnu);
  image_.add(DT_HASH, image_.end()); // is not even looked at
  ASSERT_EQ(parse(), "");
  EXPECT_NE(find("alpha"), 0u);
}

TEST_F(SymbolsTest, BloomFilterAloneRefusesAName) {
  build(Hash::kGnu);
  ASSERT_EQ(parse(), "");
  ASSERT_NE(find("alpha"), 0u);
  image_.at<std::uint64_t>(tables_.bloom) = image_.at<std::uint64_t>(tables_.bloom + 8) = 0;
  EXPECT_EQ(find("alpha"), 0u);
}

// Both of a name's bits must be set: the one of its hash and the one of the shifted hash.
TEST_F(SymbolsTest, BloomFilterTestsBothBits) {
  build(Hash::kGnu);
  ASSERT_EQ(parse(), "");
  std::uint32_t hash = gnu_hash("alpha");
  auto& word = image_.at<std::uint64_t>(tables_.bloom + hash / 64 % 2 * 8);
  const std::uint64_t whole = word;
  word = whole & ~(std::uint64_t{1} << hash % 64);
  EXPECT_EQ(find("alpha"), 0u);
  word = whole & ~(std::uint64_t{1} << (hash >> 6) % 64);
  EXPECT_EQ(find("alpha"), 0u);
}

TEST_F(SymbolsTest, BloomFilterHasAPowerOfTwoOfWords) {
  for (std::uint32_t words : {0u, 3u, 0x80000000u, 0xffffffffu}) {
    TestImage image;
    SymbolTables tables = put_symbols(image, {{"alpha"}});
    image.at<std::uint32_t>(tables.hash + 8) = words;
    auto dynamic = parse_dynamic(image.image());
    ASSERT_TRUE(dynamic);
    EXPECT_EQ(error_of(parse_symbols(image.image(), *dynamic)), "a symbol hash table is damaged")
        << words;
  }
}

TEST_F(SymbolsTest, BloomShiftMayBeAnything) {
  build(Hash::kGnu);
  for (std::uint32_t shift : {0u, 31u, 32u, 64u, 0xffffffffu}) {
    image_.at<std::uint32_t>(tables_.hash + 12) = shift;
    ASSERT_EQ(parse(), "");
    find("alpha"); // no undefined shift
  }
}

TEST_F(SymbolsTest, FirstHashedSymbolBehindTheTableHidesAll) {
  build(Hash::kGnu);
  for (std::uint32_t first : {8u, 0x10000u, 0xffffffffu}) {
    image_.at<std::uint32_t>(tables_.hash + 4) = first;
    ASSERT_EQ(parse(), "");
    EXPECT_EQ(find("alpha"), 0u);
    EXPECT_LE(symbols_.count(), symbols_.table.size());
  }
}

TEST_F(SymbolsTest, GnuChainWithoutEndStopsAtTheTable) {
  build(Hash::kGnu, 1);
  for (std::uint32_t i = 0; i < 5; ++i)
    image_.at<std::uint32_t>(tables_.chains + 4 * i) &= ~1u;
  ASSERT_EQ(parse(), "");
  EXPECT_EQ(find("zeta"), 0u);
  EXPECT_EQ(find("epsilon"), tables_.number("epsilon"));
  EXPECT_EQ(symbols_.count(), 7u);
}

TEST_F(SymbolsTest, SysvCycleEnds) {
  build(Hash::kSysv, 1);
  for (std::uint32_t i = 1; i < 7; ++i) // 1 -> 2 -> ... -> 6 -> 1
    image_.at<std::uint32_t>(tables_.chains + 4 * i) = i % 6 + 1;
  ASSERT_EQ(parse(), "");
  EXPECT_EQ(find("zeta"), 0u);
  EXPECT_EQ(find("beta"), tables_.number("beta"));
}

TEST_F(SymbolsTest, SysvChainCountMayNotExceedTheSymbols) {
  build(Hash::kSysv);
  for (std::uint32_t count : {8u, 0x1000u, 0xffffffffu}) {
    image_.at<std::uint32_t>(tables_.hash + 4) = count;
    EXPECT_EQ(parse(), "a symbol hash table is damaged") << count;
  }
}

TEST_F(SymbolsTest, SysvTableEndsAtItsSegment) {
  std::uint64_t hash = image_.put_last<std::uint32_t>({1, 2, 0, 0, 0});
  image_.add(DT_SYMTAB, image_.end() - 3 * sizeof(Elf64_Sym));
  image_.add(DT_HASH, hash);
  EXPECT_EQ(parse(), "");
  image_.at<std::uint32_t>(hash + 4) = 3; // one more chain than there is room for
  EXPECT_EQ(parse(), "a symbol hash table is damaged");
}

class VersymTest : public SymbolsTest {
protected:
  // A version table that ends with the segment after `count` entries, and a symbol table that could
  // go on.
  void build_with_versym(std::size_t count, Hash hash) {
    tables_ = put_symbols(image_, {{"alpha"}, {"beta"}, {"gamma"}}, hash, 1);
    std::uint64_t symtab = image_.put(std::vector<Elf64_Sym>(4));
    std::memcpy(&image_.at<char>(symtab), &image_.at<char>(tables_.symtab), 4 * sizeof(Elf64_Sym));
    image_.set(DT_SYMTAB, symtab);
    image_.set(DT_VERSYM, image_.put_last(std::vector<Elf64_Half>(count, 1)));
  }
};

TEST_F(VersymTest, ShorterThanTheSymbolsShortensThem) {
  build_with_versym(3, Hash::kGnu);
  ASSERT_EQ(parse(), "");
  EXPECT_EQ(symbols_.table.size(), 3u);
  EXPECT_EQ(find("alpha"), 1u);
  EXPECT_EQ(find("beta"), 2u);
  EXPECT_EQ(find("gamma"), 0u) << "has no version entry";
  EXPECT_EQ(symbols_.count(), 3u);
}

TEST_F(VersymTest, ShorterThanTheSysvChainsIsDamage) {
  build_with_versym(3, Hash::kSysv);
  EXPECT_EQ(parse(), "a symbol hash table is damaged");
}

TEST_F(VersymTest, MustLieInside) {
  build(Hash::kGnu);
  image_.set(DT_VERSYM, image_.end());
  EXPECT_EQ(parse(), "the symbol version table lies outside the loaded segments");
}

} // namespace
