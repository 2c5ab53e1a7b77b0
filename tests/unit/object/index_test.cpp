// A table of names: what was added is found until it is removed, the first of equal keys first.
#include "object/index.h"
#include "support/result.h"
#include <gtest/gtest.h>
#include <list>
#include <map>
#include <string>

using seal::test::take;

namespace {

using seal::object::Index;

class IndexTest : public testing::Test {
protected:
  ~IndexTest() override { arena_.release({}); }
  // Keys stay where they are.
  std::string_view key(int number) { return keys_.emplace_back("lib" + std::to_string(number)); }
  seal::os::Arena arena_;
  std::list<std::string> keys_;
  Index<std::string_view, int> index_;
};

TEST_F(IndexTest, NothingIsInAnEmptyOne) {
  EXPECT_EQ(index_.find("a"), nullptr);
  int value = 0;
  index_.remove("a", &value);
}

TEST_F(IndexTest, FindsAllThatWasAdded) {
  std::list<int> values;
  for (int i = 0; i < 1000; ++i)
    take(index_.add(arena_, key(i), &values.emplace_back(i)));
  for (int i = 0; i < 1000; ++i)
    EXPECT_EQ(*index_.find("lib" + std::to_string(i)), i);
  EXPECT_EQ(index_.find("lib1000"), nullptr);
}

TEST_F(IndexTest, OfEqualKeysTheFirstThatIsWantedIsFound) {
  int values[] = {1, 2, 3};
  for (int& value : values)
    take(index_.add(arena_, "same", &value));
  for (int i = 0; i < 100; ++i) // it grows
    take(index_.add(arena_, key(i), &values[0]));
  EXPECT_EQ(index_.find("same"), &values[0]);
  EXPECT_EQ(index_.find("same", [](int value) { return value > 1; }), &values[1]);
  index_.remove("same", &values[0]);
  EXPECT_EQ(index_.find("same"), &values[1]);
  EXPECT_EQ(index_.find("same", [](int value) { return value > 3; }), nullptr);
}

// Against a map, over runs that wrap around and holes in them.
TEST_F(IndexTest, RemovingLeavesAllOthersThere) {
  std::map<std::string_view, int*> expected;
  std::list<int> values;
  unsigned chance = 1;
  for (int round = 0; round < 5000; ++round) {
    chance = chance * 1103515245 + 12345;
    const std::string name = "lib" + std::to_string(chance >> 16 & 63);
    if (auto known = expected.find(name); known != expected.end()) {
      index_.remove(known->first, known->second);
      expected.erase(known);
    } else {
      const std::string_view stays = keys_.emplace_back(name);
      expected[stays] = &values.emplace_back(round);
      take(index_.add(arena_, stays, expected[stays]));
    }
    for (int i = 0; i < 64; ++i) {
      const std::string each = "lib" + std::to_string(i);
      auto known = expected.find(each);
      ASSERT_EQ(index_.find(each), known == expected.end() ? nullptr : known->second);
    }
  }
}

// Opening and closing the same library for ever takes no more memory than doing so once.
TEST_F(IndexTest, AddingAndRemovingTakesNoMemory) {
  int value = 0;
  take(index_.add(arena_, "a", &value));
  const auto before = arena_.mark();
  for (int i = 0; i < 10000; ++i) {
    take(index_.add(arena_, "b", &value));
    index_.remove("b", &value);
  }
  EXPECT_EQ(arena_.mark().used, before.used);
}

} // namespace
