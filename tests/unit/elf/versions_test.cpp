// Version tables: linked lists of records, each link of which may lie anywhere.
#include "elf/versions.h"
#include "support/library.h"
#include "support/result.h"
#include <gtest/gtest.h>

namespace {

using namespace seal::test;
using seal::elf::Version;
using seal::elf::Versions;

constexpr const char* kDamaged = "a symbol version table is damaged";

class VersionsTest : public testing::Test {
protected:
  ~VersionsTest() override { arena_.release({}); }
  std::string parse() {
    auto dynamic = parse_dynamic(image_.image());
    EXPECT_EQ(error_of(dynamic), "");
    dynamic_ = *dynamic;
    auto versions = parse_versions(image_.image(), dynamic_, arena_);
    if (versions)
      versions_ = *versions;
    return error_of(versions);
  }
  // "file:name" of each need, with "?" behind a weak one.
  std::vector<std::string> needs() {
    std::vector<std::string> result;
    for_each_needed_version(image_.image(), dynamic_,
                            [&](const char* file, const char* name, std::uint32_t hash, bool weak) {
                              EXPECT_EQ(hash, seal::elf::sysv_hash(name));
                              result.push_back(std::string(file) + ":" + name + (weak ? "?" : ""));
                              return true;
                            });
    return result;
  }
  TestImage image_;
  seal::os::Arena arena_;
  seal::elf::Dynamic dynamic_;
  Versions versions_;
};

TEST_F(VersionsTest, NoneWithoutTables) {
  EXPECT_EQ(parse(), "");
  EXPECT_EQ(versions_.at(0), nullptr);
  EXPECT_EQ(versions_.at(2), nullptr);
}

TEST_F(VersionsTest, DefinitionsAreKnownByTheirIndex) {
  put_verdef(image_, {{"V1", 2}, {"V2", 5}});
  ASSERT_EQ(parse(), "");
  ASSERT_NE(versions_.at(2), nullptr);
  EXPECT_STREQ(versions_.at(2)->name, "V1");
  EXPECT_EQ(versions_.at(2)->hash, seal::elf::sysv_hash("V1"));
  EXPECT_EQ(versions_.at(2)->file, nullptr);
  EXPECT_STREQ(versions_.at(5)->name, "V2");
  EXPECT_EQ(versions_.at(3), nullptr) << "a gap in the numbers";
  EXPECT_EQ(versions_.at(6), nullptr);
  EXPECT_EQ(versions_.at(0x7fff), nullptr);
}

TEST_F(VersionsTest, BaseDefinitionIsNoVersion) {
  put_verdef(image_, {{"libself.so", 1, VER_FLG_BASE}, {"V1", 2}});
  ASSERT_EQ(parse(), "");
  EXPECT_EQ(versions_.at(1), nullptr);
  EXPECT_NE(versions_.at(2), nullptr);
}

TEST_F(VersionsTest, OnlyABaseDefinitionIsNone) {
  put_verdef(image_, {{"libself.so", 1, VER_FLG_BASE}});
  ASSERT_EQ(parse(), "");
  EXPECT_EQ(versions_.at(1), nullptr);
}

TEST_F(VersionsTest, NeedsKnowTheirFile) {
  put_verneed(image_, {{"liba.so", {{"A1", 2}, {"A2", 3}}}, {"libb.so", {{"B1", 4}}}});
  ASSERT_EQ(parse(), "");
  EXPECT_STREQ(versions_.at(2)->name, "A1");
  EXPECT_STREQ(versions_.at(3)->file, "liba.so");
  EXPECT_STREQ(versions_.at(4)->file, "libb.so");
  EXPECT_FALSE(versions_.at(4)->hidden);
  EXPECT_EQ(needs(), (std::vector<std::string>{"liba.so:A1", "liba.so:A2", "libb.so:B1"}));
}

TEST_F(VersionsTest, NeedsMayBeHiddenOrWeak) {
  put_verneed(image_, {{"liba.so", {{"A1", 0x8002}, {"A2", 3, VER_FLG_WEAK}}}});
  ASSERT_EQ(parse(), "");
  EXPECT_TRUE(versions_.at(2)->hidden);
  EXPECT_FALSE(versions_.at(3)->hidden);
  EXPECT_EQ(needs(), (std::vector<std::string>{"liba.so:A1", "liba.so:A2?"}));
}

TEST_F(VersionsTest, DefinitionsAndNeedsShareTheNumbers) {
  put_verdef(image_, {{"V1", 2}});
  put_verneed(image_, {{"liba.so", {{"A1", 3}}}});
  ASSERT_EQ(parse(), "");
  EXPECT_EQ(versions_.at(2)->file, nullptr);
  EXPECT_STREQ(versions_.at(3)->file, "liba.so");
}

TEST_F(VersionsTest, WalkOverNeedsCanBeStopped) {
  put_verneed(image_, {{"liba.so", {{"A1", 2}, {"A2", 3}}}, {"libb.so", {{"B1", 4}}}});
  ASSERT_EQ(parse(), "");
  int visited = 0;
  for_each_needed_version(image_.image(), dynamic_,
                          [&](const char*, const char*, std::uint32_t, bool) {
                            ++visited;
                            return false;
                          });
  EXPECT_EQ(visited, 1);
}

TEST_F(VersionsTest, CountEndsTheListBeforeItsLastLink) {
  put_verdef(image_, {{"V1", 2}, {"V2", 3}});
  put_verneed(image_, {{"liba.so", {{"A1", 4}}}, {"libb.so", {{"B1", 5}}}});
  image_.set(DT_VERDEFNUM, 1);
  image_.set(DT_VERNEEDNUM, 1);
  ASSERT_EQ(parse(), "");
  EXPECT_EQ(versions_.at(3), nullptr);
  EXPECT_EQ(versions_.at(5), nullptr);
  EXPECT_EQ(needs(), std::vector<std::string>{"liba.so:A1"});
}

TEST_F(VersionsTest, LastLinkEndsTheListBeforeItsCount) {
  put_verdef(image_, {{"V1", 2}});
  put_verneed(image_, {{"liba.so", {{"A1", 3}}}});
  image_.set(DT_VERDEFNUM, ~std::uint64_t{0});
  image_.set(DT_VERNEEDNUM, ~std::uint64_t{0});
  ASSERT_EQ(parse(), "");
  EXPECT_EQ(needs(), std::vector<std::string>{"liba.so:A1"});
}

TEST_F(VersionsTest, LaterVerdauxNamesAreParentsAndNotRead) {
  std::uint64_t at = put_verdef(image_, {{"V1", 2}});
  image_.at<Elf64_Verdef>(at).vd_cnt = 0xffff;
  image_.at<Elf64_Verdaux>(at + sizeof(Elf64_Verdef)).vda_next = 0xffffffff;
  EXPECT_EQ(parse(), "");
}

class DamagedVersionsTest : public VersionsTest {
protected:
  DamagedVersionsTest()
      : def_(put_verdef(image_, {{"V1", 2}, {"V2", 3}})),
        need_(put_verneed(image_, {{"liba.so", {{"A1", 4}, {"A2", 5}}}, {"libb.so", {{"B", 6}}}})) {
  }
  Elf64_Verdef& def() { return image_.at<Elf64_Verdef>(def_); }
  Elf64_Verdaux& def_name() { return image_.at<Elf64_Verdaux>(def_ + sizeof(Elf64_Verdef)); }
  Elf64_Verneed& need() { return image_.at<Elf64_Verneed>(need_); }
  Elf64_Vernaux& need_name() { return image_.at<Elf64_Vernaux>(need_ + sizeof(Elf64_Verneed)); }
  std::uint64_t def_, need_;
};

TEST_F(DamagedVersionsTest, IntactToBeginWith) { EXPECT_EQ(parse(), ""); }

// Each offset: behind the segment, far away, and misaligned.
constexpr std::uint32_t kBadOffsets[] = {0x4000, 0x7ffffffc, 0xfffffffc, 0xffffffff, 2};

TEST_F(DamagedVersionsTest, EveryLinkMustLeadInside) {
  for (std::uint32_t bad : kBadOffsets) {
    for (Elf64_Word* link :
         {&def().vd_aux, &def().vd_next, &need().vn_aux, &need().vn_next, &need_name().vna_next}) {
      Elf64_Word good = std::exchange(*link, bad);
      EXPECT_EQ(parse(), kDamaged) << bad;
      *link = good;
    }
  }
  EXPECT_EQ(parse(), "");
}

TEST_F(DamagedVersionsTest, EveryNameMustLieInTheStringTable) {
  for (Elf64_Word* name : {&def_name().vda_name, &need().vn_file, &need_name().vna_name}) {
    Elf64_Word good = std::exchange(*name, 0x3000);
    EXPECT_EQ(parse(), kDamaged);
    *name = good;
  }
}

TEST_F(DamagedVersionsTest, RecordsAreOfTheKnownKind) {
  def().vd_version = 2;
  EXPECT_EQ(parse(), kDamaged);
  def().vd_version = VER_DEF_CURRENT;
  need().vn_version = 0;
  EXPECT_EQ(parse(), kDamaged);
}

TEST_F(DamagedVersionsTest, TablesBeginInside) {
  for (std::int64_t tag : {DT_VERDEF, DT_VERNEED})
    for (std::uint64_t at : {std::uint64_t{8}, TestImage().end() - 8, TestImage().end(),
                             ~std::uint64_t{0} - 3, kBase + 2}) {
      TestImage image;
      image.add(tag, at);
      image.add(tag == DT_VERDEF ? DT_VERDEFNUM : DT_VERNEEDNUM, 1);
      auto dynamic = parse_dynamic(image.image());
      ASSERT_TRUE(dynamic);
      EXPECT_EQ(error_of(parse_versions(image.image(), *dynamic, arena_)), kDamaged);
    }
}

// Links are unsigned and lead forward only; the one cycle there could be is a name that follows
// itself.
TEST_F(DamagedVersionsTest, NameWithoutALinkIsTheLast) {
  need().vn_cnt = 0xffff;
  need_name().vna_next = 0;
  EXPECT_EQ(parse(), "");
  EXPECT_EQ(needs(), (std::vector<std::string>{"liba.so:A1", "libb.so:B"}));
}

// A hundred files' needs of 600 versions each, all of them the same records.
TEST_F(VersionsTest, RecordsAreNotShared) {
  for (std::size_t files : {1, 100}) {
    TestImage image;
    std::vector<Elf64_Verneed> needs(files);
    const std::uint64_t at = image.put(needs);
    const std::uint64_t names =
        put_verneed(image, {{"liba.so", std::vector<VersionNeed>(600, {"A1", 2})}}) +
        sizeof(Elf64_Verneed);
    for (std::size_t i = 0; i < files; ++i) {
      const std::uint64_t here = at + i * sizeof(Elf64_Verneed);
      image.at<Elf64_Verneed>(here) = {.vn_version = VER_NEED_CURRENT,
                                       .vn_cnt = 600,
                                       .vn_file = 0,
                                       .vn_aux = static_cast<Elf64_Word>(names - here),
                                       .vn_next = sizeof(Elf64_Verneed)};
    }
    image.set(DT_VERNEED, at);
    image.set(DT_VERNEEDNUM, files);
    auto dynamic = parse_dynamic(image.image());
    ASSERT_TRUE(dynamic);
    EXPECT_EQ(error_of(parse_versions(image.image(), *dynamic, arena_)),
              files == 1 ? "" : kDamaged);
  }
}

TEST_F(DamagedVersionsTest, LargestIndexFits) {
  def().vd_ndx = 0x7fff;
  need_name().vna_other = 0xffff;
  EXPECT_EQ(parse(), "");
  EXPECT_STREQ(versions_.at(0x7fff)->name, "A1");
  EXPECT_EQ(versions_.at(0x8000), nullptr);
}

} // namespace
