// The dynamic section: what is read from it, and that every pointer, size and name in it is checked
// before anybody uses it.
#include "elf/dynamic.h"
#include "support/image.h"
#include "support/result.h"
#include <gtest/gtest.h>

namespace {

using seal::elf::parse_dynamic;
using seal::test::error_of;
using seal::test::kBase;
using seal::test::TestImage;

constexpr std::uint64_t kNowhere = 0x100000;
constexpr std::uint64_t kMax = ~std::uint64_t{0};

class DynamicTest : public testing::Test {
protected:
  std::string parse() { return error_of(parse_dynamic(image_.image())); }
  seal::elf::Dynamic parsed() {
    auto result = parse_dynamic(image_.image());
    EXPECT_EQ(error_of(result), "");
    return result ? *result : seal::elf::Dynamic();
  }
  TestImage image_;
};

TEST_F(DynamicTest, IsEmptyWithoutItsSegment) {
  TestImage image;
  seal::elf::Image view = image.image();
  view.phdrs = view.phdrs.first(1); // without PT_DYNAMIC
  auto result = parse_dynamic(view);
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->entries.empty());
  EXPECT_STREQ(result->strings.at(0), "");
}

TEST_F(DynamicTest, NamesAreReadFromTheStringTable) {
  image_.add(DT_NEEDED, image_.string("libfirst.so.1"));
  image_.add(DT_SONAME, image_.string("libself.so.2"));
  image_.add(DT_NEEDED, image_.string("libsecond.so.1"));
  auto dynamic = parsed();
  EXPECT_STREQ(dynamic.soname, "libself.so.2");
  std::vector<std::string> needed;
  dynamic.for_each_needed([&](const char* name) { needed.push_back(name); });
  EXPECT_EQ(needed, (std::vector<std::string>{"libfirst.so.1", "libsecond.so.1"}));
}

TEST_F(DynamicTest, RunpathTakesPrecedenceOverRpath) {
  image_.add(DT_RPATH, image_.string("/rpath"));
  EXPECT_STREQ(parsed().rpath, "/rpath");
  TestImage both;
  both.add(DT_RUNPATH, both.string("/runpath"));
  both.add(DT_RPATH, both.string("/rpath"));
  auto result = parse_dynamic(both.image());
  ASSERT_TRUE(result);
  EXPECT_STREQ(result->runpath, "/runpath");
  EXPECT_EQ(result->rpath, nullptr);
}

TEST_F(DynamicTest, FlagsHaveAnOldAndANewSpelling) {
  for (auto [tag, value] :
       {std::pair<std::int64_t, std::uint64_t>{DT_SYMBOLIC, 0}, {DT_FLAGS, DF_SYMBOLIC}}) {
    TestImage image;
    image.add(tag, value);
    auto result = parse_dynamic(image.image());
    EXPECT_TRUE(result && result->symbolic && !result->bind_now && !result->text_relocations);
  }
  for (auto [tag, value] :
       {std::pair<std::int64_t, std::uint64_t>{DT_TEXTREL, 0}, {DT_FLAGS, DF_TEXTREL}}) {
    TestImage image;
    image.add(tag, value);
    auto result = parse_dynamic(image.image());
    EXPECT_TRUE(result && result->text_relocations && !result->symbolic && !result->bind_now);
  }
  for (auto [tag, value] : {std::pair<std::int64_t, std::uint64_t>{DT_BIND_NOW, 0},
                            {DT_FLAGS, DF_BIND_NOW},
                            {DT_FLAGS_1, DF_1_NOW}}) {
    TestImage image;
    image.add(tag, value);
    auto result = parse_dynamic(image.image());
    EXPECT_TRUE(result && result->bind_now && !result->symbolic && !result->text_relocations);
  }
  TestImage image;
  image.add(DT_FLAGS, DF_STATIC_TLS);
  image.add(DT_FLAGS_1, DF_1_NODELETE);
  auto result = parse_dynamic(image.image());
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->static_tls);
  EXPECT_EQ(result->flags_1, unsigned{DF_1_NODELETE});
}

TEST_F(DynamicTest, EndsAtItsFirstNull) {
  image_.add(DT_NEEDED, image_.string("lib.so"));
  image_.add(DT_NULL, 0);
  image_.add(DT_NEEDED, kMax); // behind the end nothing counts
  image_.set(DT_STRTAB, image_.put(std::vector<char>{'\0', 'x', '\0'}));
  // DT_STRTAB lies behind DT_NULL too: the needed name is not in any string table.
  EXPECT_EQ(parse(), "the dynamic string table is damaged");
}

TEST_F(DynamicTest, ZeroesBehindItEndIt) {
  image_.add(DT_SONAME, image_.string("libself.so.2"));
  image_.finish(false);
  EXPECT_STREQ(parsed().soname, "libself.so.2");
}

// As large as PT_DYNAMIC says, or not: up to DT_NULL.
TEST_F(DynamicTest, SizeOfItsHeaderDoesNotMatter) {
  image_.add(DT_SONAME, image_.string("libself.so.2"));
  image_.finish();
  for (std::uint64_t size : {std::uint64_t{1}, std::uint64_t{16}, std::uint64_t{1} << 30, kMax}) {
    const_cast<Elf64_Phdr*>(image_.image().find(PT_DYNAMIC))->p_memsz = size;
    EXPECT_STREQ(parsed().soname, "libself.so.2");
  }
}

TEST_F(DynamicTest, WithoutNullToTheEndOfItsSegmentHasNoEnd) {
  image_.finish();
  std::vector<Elf64_Dyn> entries(3, {DT_DEBUG, {0}});
  const_cast<Elf64_Phdr*>(image_.image().find(PT_DYNAMIC))->p_vaddr = image_.put_last(entries);
  EXPECT_EQ(parse(), "the dynamic section has no end");
}

TEST_F(DynamicTest, OutsideTheSegmentsIsAnError) {
  image_.finish();
  for (std::uint64_t vaddr : {kNowhere, image_.end() - 8, std::uint64_t{0}, kMax - 7}) {
    seal::elf::Image image = image_.image();
    const_cast<Elf64_Phdr*>(image.find(PT_DYNAMIC))->p_vaddr = vaddr;
    EXPECT_EQ(error_of(parse_dynamic(image)),
              "the dynamic section lies outside the loaded segments");
  }
}

TEST_F(DynamicTest, MisalignedIsAnError) {
  image_.finish();
  auto* phdr = const_cast<Elf64_Phdr*>(image_.image().find(PT_DYNAMIC));
  phdr->p_vaddr += 4;
  phdr->p_memsz -= 16;
  EXPECT_EQ(parse(), "the dynamic section lies outside the loaded segments");
}

// glibc's loader does not read DT_STRSZ.
TEST_F(DynamicTest, StringTableOfAWrongSizeGoesToTheLastNulOfItsSegment) {
  std::uint64_t at = image_.put_last(std::vector<char>{'\0', 'a', 'b', '\0', 'c'});
  image_.set(DT_STRTAB, at);
  image_.add(DT_SONAME, 1);
  for (std::uint64_t size : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{3}, std::uint64_t{5},
                             std::uint64_t{6}, kMax}) {
    image_.set(DT_STRSZ, size);
    auto dynamic = parse_dynamic(image_.image());
    ASSERT_TRUE(dynamic) << size;
    EXPECT_STREQ(dynamic->soname, "ab") << size;
    EXPECT_EQ(dynamic->strings.size, 4u) << size;
  }
}

TEST_F(DynamicTest, StringTableWithoutNulIsDamaged) {
  image_.set(DT_STRTAB, image_.put_last(std::vector<char>{'a', 'b'}));
  image_.set(DT_STRSZ, 2);
  EXPECT_EQ(parse(), "the dynamic string table is damaged");
}

TEST_F(DynamicTest, StringTableLiesInside) {
  std::uint64_t last = image_.put_last(std::vector<char>{'a', '\0'});
  image_.set(DT_STRTAB, last);
  image_.set(DT_STRSZ, 2);
  EXPECT_STREQ(parsed().strings.at(0), "a");
  EXPECT_STREQ(parsed().strings.at(2), "") << "behind the table, and behind the segment";
  for (auto [at, size] :
       {std::pair<std::uint64_t, std::uint64_t>{kNowhere, 1}, {image_.end(), 1}, {kMax, 2}}) {
    TestImage image;
    image.set(DT_STRTAB, at);
    image.set(DT_STRSZ, size);
    EXPECT_EQ(error_of(parse_dynamic(image.image())), "the dynamic string table is damaged");
  }
}

TEST_F(DynamicTest, NameOutsideTheStringTableIsAnError) {
  for (std::int64_t tag : {DT_NEEDED, DT_SONAME, DT_RPATH, DT_RUNPATH}) {
    TestImage image;
    image.add(tag, image.end()); // behind the segment
    EXPECT_EQ(error_of(parse_dynamic(image.image())),
              "a name lies outside the dynamic string table");
  }
}

TEST_F(DynamicTest, StringOutsideTheTableReadsAsEmpty) {
  image_.string("abc");
  auto dynamic = parsed();
  EXPECT_STREQ(dynamic.strings.at(1), "abc");
  EXPECT_STREQ(dynamic.strings.at(5), "");
  EXPECT_STREQ(dynamic.strings.at(kMax), "");
}

TEST_F(DynamicTest, UnknownEntrySizesAreErrors) {
  for (std::int64_t tag : {DT_RELAENT, DT_RELRENT}) {
    TestImage image;
    image.add(tag, 12);
    EXPECT_EQ(error_of(parse_dynamic(image.image())),
              "the dynamic section has entries of an unknown size");
  }
}

TEST_F(DynamicTest, RelocationsInAnotherEncodingAreRefusedByName) {
  struct {
    std::int64_t tag;
    std::uint64_t value;
    const char* name;
  } const cases[] = {{DT_REL, kBase, "DT_REL"},
                     {DT_PLTREL, DT_REL, "DT_REL in DT_PLTREL"},
                     {0x40000026, kBase, "DT_CREL"},
                     {0x60000011, kBase, "DT_ANDROID_RELA"},
                     {0x6fffe000, kBase, "DT_ANDROID_RELR"}};
  for (const auto& each : cases) {
    TestImage image;
    image.add(each.tag, each.value);
    auto result = parse_dynamic(image.image());
    EXPECT_EQ(error_of(result), "has relocations in an encoding that is not known");
    EXPECT_STREQ(result.error().detail.c_str(), each.name);
  }
}

// A table's address and size, and what is said when it does not lie in the segments.
struct Table {
  const char* name;
  std::int64_t address, size;
  std::uint64_t element;
  const char* error;
};
void PrintTo(const Table& table, std::ostream* out) { *out << table.name; }
constexpr const char* kRelocationError = "a relocation table lies outside the loaded segments";
constexpr const char* kConstructorError = "a constructor table lies outside the loaded segments";

class DynamicTableTest : public testing::TestWithParam<Table> {
protected:
  std::string with(std::uint64_t address, std::uint64_t size) {
    TestImage image;
    image.add(GetParam().address, address);
    image.add(GetParam().size, size);
    return error_of(parse_dynamic(image.image()));
  }
};

TEST_P(DynamicTableTest, LiesInsideToItsLastByte) {
  const Table& table = GetParam();
  const std::uint64_t end = TestImage().end();
  EXPECT_EQ(with(end - 2 * table.element, 2 * table.element), "");
  EXPECT_EQ(with(end - 2 * table.element, 3 * table.element), table.error);
  EXPECT_EQ(with(end, table.element), table.error);
  EXPECT_EQ(with(kBase - 8, table.element), table.error);
  EXPECT_EQ(with(kNowhere, table.element), table.error);
  EXPECT_EQ(with(kMax - 7, table.element), table.error);
  EXPECT_EQ(with(0, table.element), table.error) << "no address at all";
}

TEST_P(DynamicTableTest, HasWholeElementsAtAlignedAddresses) {
  const Table& table = GetParam();
  // Of an array of functions the rest does not count.
  const char* rest = table.error == kConstructorError ? "" : table.error;
  EXPECT_EQ(with(kBase, table.element + 4), rest);
  EXPECT_EQ(with(kBase, table.element - 1), rest);
  EXPECT_EQ(with(kBase + 4, table.element), table.error);
}

TEST_P(DynamicTableTest, SizeMayNotOverflow) {
  const Table& table = GetParam();
  EXPECT_EQ(with(kBase, kMax - kMax % table.element), table.error);
  EXPECT_EQ(with(kBase, std::uint64_t{1} << 63), table.error);
}

TEST_P(DynamicTableTest, OfNoSizeIsNone) { EXPECT_EQ(with(kNowhere, 0), ""); }

INSTANTIATE_TEST_SUITE_P(
    All, DynamicTableTest,
    testing::Values(Table{"RELA", DT_RELA, DT_RELASZ, sizeof(Elf64_Rela), kRelocationError},
                    Table{"JMPREL", DT_JMPREL, DT_PLTRELSZ, sizeof(Elf64_Rela), kRelocationError},
                    Table{"RELR", DT_RELR, DT_RELRSZ, sizeof(Elf64_Relr), kRelocationError},
                    Table{"PREINIT_ARRAY", DT_PREINIT_ARRAY, DT_PREINIT_ARRAYSZ, 8,
                          kConstructorError},
                    Table{"INIT_ARRAY", DT_INIT_ARRAY, DT_INIT_ARRAYSZ, 8, kConstructorError},
                    Table{"FINI_ARRAY", DT_FINI_ARRAY, DT_FINI_ARRAYSZ, 8, kConstructorError}));

TEST_F(DynamicTest, InitAndFiniLieInside) {
  for (std::int64_t tag : {DT_INIT, DT_FINI}) {
    TestImage good, bad;
    good.add(tag, good.end() - 1);
    EXPECT_EQ(error_of(parse_dynamic(good.image())), "");
    bad.add(tag, bad.end());
    EXPECT_EQ(error_of(parse_dynamic(bad.image())), kConstructorError);
  }
}

} // namespace
