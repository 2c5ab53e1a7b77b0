// The index over a long scope finds what a walk over the scope finds, no more and no less.
#include "link/scope_index.h"
#include "support/library.h"
#include "support/result.h"
#include <deque>
#include <gtest/gtest.h>

namespace {

using namespace seal::test;
using seal::link::Reference;
using seal::test::take;

class ScopeIndexTest : public testing::Test {
protected:
  ~ScopeIndexTest() override { arena_.release({}); }
  // Libraries with a name of their own, one that every third has, and one that all have.
  void build(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      names_.push_back("own" + std::to_string(i));
      std::vector<Symbol> symbols = {{names_.back().c_str()}, {"everywhere"}};
      if (i % 3 == 2)
        symbols.push_back({"third"});
      Hash hash = i % 5 == 4 ? Hash::kSysv : Hash::kGnu;
      add(symbols, hash);
    }
  }
  void add(const std::vector<Symbol>& symbols, Hash hash = Hash::kGnu) {
    libraries_.push_back(
        std::make_unique<Library>("lib", symbols, std::vector<VersionDefinition>{}, hash));
    take(scope_.push(arena_, &libraries_.back()->object()));
  }
  void expect_same(const char* name, bool copy = false) {
    Reference reference{.name = name, .hash = seal::elf::gnu_hash(name), .copy = copy};
    auto walked = seal::link::find(scope_, reference);
    auto indexed = index_.find(reference);
    EXPECT_EQ(indexed.object, walked.object) << name;
    EXPECT_EQ(indexed.symbol, walked.symbol) << name;
  }
  void expect_same_for_all() {
    for (const std::string& name : names_)
      expect_same(name.c_str());
    for (const char* name : {"everywhere", "third", "nowhere"}) {
      expect_same(name);
      expect_same(name, true);
    }
  }
  seal::os::Arena arena_;
  std::deque<std::string> names_;
  std::vector<std::unique_ptr<Library>> libraries_;
  seal::link::Scope scope_;
  seal::link::ScopeIndex index_;
};

TEST_F(ScopeIndexTest, AgreesWithAWalk) {
  for (std::size_t count : {16, 17, 63, 64, 65, 130}) {
    names_.clear();
    libraries_.clear();
    scope_.truncate(0);
    index_ = {};
    build(count);
    scope_[0]->is_program = true;
    take(index_.build(scope_, arena_));
    expect_same_for_all();
  }
}

TEST_F(ScopeIndexTest, ShortScopeHasNone) {
  build(15);
  take(index_.build(scope_, arena_));
  EXPECT_FALSE(index_.covers(scope_));
}

TEST_F(ScopeIndexTest, ScopeMayGrowBehindIt) {
  build(20);
  take(index_.build(scope_, arena_));
  add({{"late"}, {"everywhere"}});
  expect_same("late");
  expect_same_for_all();
}

TEST_F(ScopeIndexTest, ObjectWithoutSymbolsIsPassedOver) {
  build(10);
  add({});
  build(10);
  take(index_.build(scope_, arena_));
  expect_same_for_all();
}

} // namespace
