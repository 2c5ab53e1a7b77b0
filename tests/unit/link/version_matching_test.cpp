// Which version of a symbol answers a reference. The rules are glibc's (check_match), older than
// any text about them.
#include "link/lookup.h"
#include "support/library.h"
#include <gtest/gtest.h>

namespace {

using namespace seal::test;
using seal::link::find_in;
using seal::link::Reference;

constexpr unsigned kHidden = 0x8000; // in DT_VERSYM: not the default version
constexpr unsigned kLocal = 0, kBaseVersion = 1, kV1 = 2, kV2 = 3, kV3 = 4;

struct Versioned {
  unsigned version;
  std::uint64_t value;
};

class VersionMatchingTest : public testing::Test {
protected:
  // A library that defines `f` in these versions.
  void build(std::vector<Versioned> definitions) {
    std::vector<Symbol> symbols;
    for (const Versioned& each : definitions)
      symbols.push_back({.name = "f", .value = each.value, .version = each.version});
    // So that there is a DT_VERSYM in any case.
    symbols.push_back({.name = "other", .version = kV1});
    library_ = std::make_unique<Library>(
        "lib.so", symbols,
        std::vector<VersionDefinition>{
            {"lib.so", 1, VER_FLG_BASE}, {"V1", kV1}, {"V2", kV2}, {"V3", kV3}});
  }
  std::uint64_t value_of(const Reference& reference) {
    const Elf64_Sym* symbol = find_in(library_->object(), reference);
    return symbol ? symbol->st_value : 0;
  }
  // What answers f@version, f, and dlsym("f").
  std::uint64_t wants(const char* version, bool hidden = false) {
    seal::elf::Version wanted{
        .name = version, .hash = seal::elf::sysv_hash(version), .hidden = hidden};
    return value_of({.name = "f", .hash = seal::elf::gnu_hash("f"), .version = &wanted});
  }
  std::uint64_t unversioned() { return value_of({.name = "f", .hash = seal::elf::gnu_hash("f")}); }
  std::uint64_t dlsym() {
    return value_of({.name = "f", .hash = seal::elf::gnu_hash("f"), .newest = true});
  }
  std::unique_ptr<Library> library_;
};

TEST_F(VersionMatchingTest, VersionedReferenceGetsItsVersion) {
  build({{kV1 | kHidden, 0x1111}, {kV2, 0x1222}});
  EXPECT_EQ(wants("V1"), 0x1111u) << "hidden, but asked for by its name";
  EXPECT_EQ(wants("V2"), 0x1222u);
}

TEST_F(VersionMatchingTest, VersionedReferenceTakesNoOtherVersion) {
  build({{kV1, 0x1111}});
  EXPECT_EQ(wants("V2"), 0u);
  EXPECT_EQ(wants("V9"), 0u);
  EXPECT_EQ(wants(""), 0u);
}

TEST_F(VersionMatchingTest, SameHashIsNotYetTheSameVersion) {
  build({{kV1, 0x1111}});
  seal::elf::Version wanted{.name = "not V1", .hash = seal::elf::sysv_hash("V1")};
  EXPECT_EQ(value_of({.name = "f", .hash = seal::elf::gnu_hash("f"), .version = &wanted}), 0u);
}

TEST_F(VersionMatchingTest, VersionedReferenceTakesTheBaseVersion) {
  build({{kBaseVersion, 0x1111}});
  EXPECT_EQ(wants("V1"), 0x1111u);
  build({{kLocal, 0x1111}});
  EXPECT_EQ(wants("V1"), 0x1111u);
}

TEST_F(VersionMatchingTest, VersionedReferenceLeavesAHiddenBaseVersion) {
  build({{kBaseVersion | kHidden, 0x1111}});
  EXPECT_EQ(wants("V1"), 0u);
}

TEST_F(VersionMatchingTest, ReferenceToAHiddenVersionTakesNoBaseVersion) {
  build({{kBaseVersion, 0x1111}});
  EXPECT_EQ(wants("V1", true), 0u);
  build({{kV1 | kHidden, 0x1111}});
  EXPECT_EQ(wants("V1", true), 0x1111u);
}

TEST_F(VersionMatchingTest, UnknownVersionIndexIsLikeTheBaseVersion) {
  build({{9, 0x1111}});
  EXPECT_EQ(wants("V1"), 0x1111u);
}

TEST_F(VersionMatchingTest, UnversionedReferenceTakesTheBaseVersion) {
  build({{kBaseVersion, 0x1111}, {kV2, 0x1222}});
  EXPECT_EQ(unversioned(), 0x1111u);
  EXPECT_EQ(dlsym(), 0x1111u);
}

// A program linked before the library had versions wants what the library had then: its first
// version, even where that is hidden by now.
TEST_F(VersionMatchingTest, UnversionedReferenceTakesTheFirstVersionThatTheLibraryEverHad) {
  build({{kV1 | kHidden, 0x1111}, {kV2, 0x1222}});
  EXPECT_EQ(unversioned(), 0x1111u);
}

TEST_F(VersionMatchingTest, DlsymTakesTheDefaultVersion) {
  build({{kV1 | kHidden, 0x1111}, {kV2, 0x1222}});
  EXPECT_EQ(dlsym(), 0x1222u);
}

TEST_F(VersionMatchingTest, UnversionedReferenceTakesTheOnlyLaterDefault) {
  build({{kV2 | kHidden, 0x1222}, {kV3, 0x1333}});
  EXPECT_EQ(unversioned(), 0x1333u);
  EXPECT_EQ(dlsym(), 0x1333u);
}

TEST_F(VersionMatchingTest, UnversionedReferenceTakesNoHiddenVersion) {
  build({{kV2 | kHidden, 0x1222}});
  EXPECT_EQ(unversioned(), 0u);
  EXPECT_EQ(dlsym(), 0u);
}

TEST_F(VersionMatchingTest, TwoDefaultsAreNone) {
  build({{kV2, 0x1222}, {kV3, 0x1333}});
  EXPECT_EQ(unversioned(), 0u);
  EXPECT_EQ(dlsym(), 0u);
}

TEST_F(VersionMatchingTest, LibraryWithoutVersionsAnswersAll) {
  library_ = std::make_unique<Library>("lib.so", std::vector<Symbol>{{"f", 0x1111}});
  EXPECT_EQ(wants("V1"), 0x1111u);
  EXPECT_EQ(wants("V1", true), 0x1111u);
  EXPECT_EQ(unversioned(), 0x1111u);
  EXPECT_EQ(dlsym(), 0x1111u);
}

} // namespace
