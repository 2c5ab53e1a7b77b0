// Which symbol of one library answers a reference: types, binding, visibility, values, PLT entries.
// Versions have a file of their own.
#include "link/lookup.h"
#include "support/library.h"
#include "support/result.h"
#include <gtest/gtest.h>

namespace {

using namespace seal::test;
using seal::link::Definition;
using seal::link::find_in;
using seal::link::Reference;
using seal::test::take;

Reference to(const char* name) { return {.name = name, .hash = seal::elf::gnu_hash(name)}; }

bool answers(const Symbol& symbol, bool plt = false) {
  Library library("lib.so", {symbol});
  Reference reference = to(symbol.name);
  reference.plt = plt;
  return find_in(library.object(), reference) != nullptr;
}

TEST(Lookup, FindsADefinition) {
  Library library("lib.so", {{"other"}, {"wanted"}});
  const Elf64_Sym* found = find_in(library.object(), to("wanted"));
  ASSERT_NE(found, nullptr);
  EXPECT_STREQ(library.object().symbols.name(*found), "wanted");
  EXPECT_EQ(find_in(library.object(), to("absent")), nullptr);
}

TEST(Lookup, WorksWithEitherHash) {
  Library library("lib.so", {{"other"}, {"wanted"}}, {}, Hash::kSysv);
  EXPECT_NE(find_in(library.object(), to("wanted")), nullptr);
  EXPECT_EQ(find_in(library.object(), to("absent")), nullptr);
}

TEST(Lookup, TypesThatCanBeReferredToAnswer) {
  for (unsigned type : {STT_NOTYPE, STT_OBJECT, STT_FUNC, STT_COMMON, STT_TLS, STT_GNU_IFUNC})
    EXPECT_TRUE(answers({.name = "f", .type = type})) << type;
  for (unsigned type : {STT_SECTION, STT_FILE, 7, 11, 13, 15})
    EXPECT_FALSE(answers({.name = "f", .type = type})) << type;
}

TEST(Lookup, GlobalBindingsAnswer) {
  for (unsigned bind : {STB_GLOBAL, STB_WEAK, STB_GNU_UNIQUE})
    EXPECT_TRUE(answers({.name = "f", .bind = bind})) << bind;
  for (unsigned bind : {STB_LOCAL, 3, 11, 15})
    EXPECT_FALSE(answers({.name = "f", .bind = bind})) << bind;
}

TEST(Lookup, HiddenAndInternalSymbolsDoNotAnswer) {
  EXPECT_TRUE(answers({.name = "f", .visibility = STV_DEFAULT}));
  EXPECT_TRUE(answers({.name = "f", .visibility = STV_PROTECTED}));
  EXPECT_FALSE(answers({.name = "f", .visibility = STV_HIDDEN}));
  EXPECT_FALSE(answers({.name = "f", .visibility = STV_INTERNAL}));
}

TEST(Lookup, UndefinedSymbolDoesNotAnswer) {
  EXPECT_FALSE(answers({.name = "f", .value = 0, .section = SHN_UNDEF}));
}

// A program that takes a function's address without being position-independent has an undefined
// symbol with a value: its PLT entry, which is the function's address for everybody, but not for
// the PLT itself.
TEST(Lookup, PltEntryOfAProgramIsAnAddressButNoCallTarget) {
  Symbol plt_entry{.name = "f", .value = 0x1200, .section = SHN_UNDEF};
  EXPECT_TRUE(answers(plt_entry, false));
  EXPECT_FALSE(answers(plt_entry, true));
  EXPECT_TRUE(answers({.name = "f"}, true));
}

TEST(Lookup, ValueZeroIsADefinitionOnlyWhereItIsAValue) {
  EXPECT_FALSE(answers({.name = "f", .value = 0}));
  EXPECT_TRUE(answers({.name = "f", .value = 0, .section = SHN_ABS}));
  EXPECT_TRUE(answers({.name = "f", .value = 0, .type = STT_TLS})) << "the block's first variable";
}

class ScopeTest : public testing::Test {
protected:
  ~ScopeTest() override { arena_.release({}); }
  Library& add(const char* name, std::vector<Symbol> symbols) {
    libraries_.push_back(std::make_unique<Library>(name, std::move(symbols)));
    take(scope_.push(arena_, &libraries_.back()->object()));
    return *libraries_.back();
  }
  std::string definer(const Reference& reference, std::size_t first = 0) {
    Definition definition = seal::link::find(scope_, reference, first);
    return definition ? definition.object->path : "none";
  }
  seal::os::Arena arena_;
  seal::link::Scope scope_;
  std::vector<std::unique_ptr<Library>> libraries_;
};

TEST_F(ScopeTest, FirstDefinitionWins) {
  add("a", {{"only_a"}});
  add("b", {{"f"}});
  add("c", {{"f"}, {"only_c"}});
  EXPECT_EQ(definer(to("f")), "b");
  EXPECT_EQ(definer(to("only_c")), "c");
  EXPECT_EQ(definer(to("nobody")), "none");
}

TEST_F(ScopeTest, WeakDefinitionIsAsGoodAsAnother) {
  add("weak", {{.name = "f", .bind = STB_WEAK}});
  add("strong", {{"f"}});
  EXPECT_EQ(definer(to("f")), "weak");
}

TEST_F(ScopeTest, SearchMayBeginBehindTheFirst) { // RTLD_NEXT
  add("a", {{"f"}});
  add("b", {{"f"}});
  EXPECT_EQ(definer(to("f"), 1), "b");
  EXPECT_EQ(definer(to("f"), 2), "none");
}

TEST_F(ScopeTest, CopyRelocationPassesOverTheProgram) {
  add("program", {{"data"}});
  add("library", {{"data"}});
  Reference reference = to("data");
  libraries_[0]->object().is_program = true;
  reference.copy = true;
  EXPECT_EQ(definer(reference), "library");
}

TEST_F(ScopeTest, PltReferencePassesOverTheProgramsPltEntry) {
  add("program", {{.name = "f", .value = 0x1200, .section = SHN_UNDEF}});
  add("library", {{"f"}});
  Reference reference = to("f");
  EXPECT_EQ(definer(reference), "program");
  reference.plt = true;
  EXPECT_EQ(definer(reference), "library");
}

TEST_F(ScopeTest, AddressIsMovedByTheBiasUnlessAbsolute) {
  Library& library = add("lib", {{.name = "f", .value = 0x1234},
                                 {.name = "absolute", .value = 0x1234, .section = SHN_ABS}});
  EXPECT_EQ(address_of(seal::link::find(scope_, to("f"))), library.address(0x1234));
  EXPECT_EQ(address_of(seal::link::find(scope_, to("absolute"))), 0x1234u);
}

TEST_F(ScopeTest, OverrideReplacesTheAddress) {
  Library& library = add("companion", {{"f"}, {"g"}});
  take(library.object().overrides.push(arena_, {library.tables().number("f"), 0xabc}));
  EXPECT_EQ(address_of(seal::link::find(scope_, to("f"))), 0xabcu);
  EXPECT_EQ(address_of(seal::link::find(scope_, to("g"))), library.address(0x1100));
}

class UniqueTest : public ScopeTest {
protected:
  Definition resolve(const char* name, Library& library) {
    Reference reference = to(name);
    return take(unique_.resolve(arena_, reference.hash,
                                {&library.object(), find_in(library.object(), reference)}));
  }
  seal::link::UniqueSymbols unique_;
};

TEST_F(UniqueTest, FirstDefinitionIsEverybodys) {
  Library &a = add("a", {{"u"}, {"v"}}), &b = add("b", {{"u"}, {"v"}});
  EXPECT_EQ(resolve("u", a).object, &a.object());
  EXPECT_EQ(resolve("u", b).object, &a.object());
  EXPECT_EQ(resolve("v", b).object, &b.object());
  EXPECT_EQ(resolve("v", a).object, &b.object());
}

TEST_F(UniqueTest, DefinerIsNeverUnloaded) {
  Library &a = add("a", {{"u"}}), &b = add("b", {{"u"}});
  resolve("u", a);
  resolve("u", b);
  EXPECT_TRUE(a.object().permanent);
  EXPECT_FALSE(b.object().permanent);
}

TEST_F(UniqueTest, ForgottenDefinerLeavesItsNamesToOthers) {
  Library &a = add("a", {{"u"}, {"v"}}), &b = add("b", {{"u"}, {"v"}});
  resolve("u", a);
  resolve("v", b);
  a.object().live->visited = true;
  unique_.forget_visited();
  EXPECT_EQ(resolve("u", b).object, &b.object());
  EXPECT_EQ(resolve("v", a).object, &b.object());
}

TEST_F(UniqueTest, TableGrows) {
  std::vector<std::string> names;
  for (int i = 0; i < 200; ++i)
    names.push_back("unique" + std::to_string(i));
  std::vector<Symbol> symbols;
  for (const std::string& name : names)
    symbols.push_back({name.c_str()});
  Library &a = add("a", symbols), &b = add("b", symbols);
  for (const std::string& name : names)
    EXPECT_EQ(resolve(name.c_str(), a).object, &a.object());
  for (const std::string& name : names)
    EXPECT_EQ(resolve(name.c_str(), b).object, &a.object()) << name;
}

} // namespace
