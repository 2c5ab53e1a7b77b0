// The order of constructors: what an object needs comes before it, the program comes last.
#include "link/order.h"
#include "object/load.h"
#include "support/object.h"
#include <deque>
#include <gtest/gtest.h>
#include <map>

namespace {

class OrderTest : public testing::Test {
protected:
  ~OrderTest() override { arena_.release({}); }
  // Loads objects in this order; the first is the program.
  void load(const std::vector<const char*>& names) {
    for (const char* name : names) {
      seal::object::Object& object = objects_.emplace_back();
      object.path = object.name = name;
      object.is_program = objects_.size() == 1;
      by_name_[name] = &object;
      loaded_.push(arena_, &object);
    }
  }
  void needs(const std::string& who, const std::vector<std::string>& whom) {
    for (const std::string& each : whom)
      by_name_.at(who)->needed.push(arena_, by_name_.at(each));
  }
  std::string order() {
    seal::link::Scope out;
    seal::link::constructor_order(loaded_, out, arena_);
    std::string result;
    for (seal::object::Object* object : out)
      result += (result.empty() ? "" : " ") + std::string(object->path);
    return result;
  }
  seal::os::Arena arena_;
  std::deque<seal::test::TestObject> objects_;
  std::map<std::string, seal::object::Object*> by_name_;
  seal::link::Scope loaded_;
};

TEST_F(OrderTest, ChainIsReversed) {
  load({"program", "a", "b", "c"});
  needs("program", {"a"});
  needs("a", {"b"});
  needs("b", {"c"});
  EXPECT_EQ(order(), "c b a program");
}

TEST_F(OrderTest, DiamondBeginsWithWhatBothNeed) {
  load({"program", "left", "right", "base"});
  needs("program", {"left", "right"});
  needs("left", {"base"});
  needs("right", {"base"});
  EXPECT_EQ(order(), "base right left program");
}

TEST_F(OrderTest, UnrelatedObjectsGoFromTheLastLoaded) {
  load({"program", "a", "b", "c"});
  EXPECT_EQ(order(), "c b a program");
}

TEST_F(OrderTest, LoadOrderDoesNotOutweighANeed) {
  load({"program", "a", "b"});
  needs("program", {"a", "b"});
  needs("b", {"a"});
  EXPECT_EQ(order(), "a b program");
}

TEST_F(OrderTest, CycleIsCutTheSameWayEveryTime) {
  load({"program", "a", "b"});
  needs("program", {"a"});
  needs("a", {"b"});
  needs("b", {"a"});
  EXPECT_EQ(order(), "a b program");
  EXPECT_EQ(order(), "a b program") << "the walk left no trace";
}

TEST_F(OrderTest, CycleDoesNotDisturbOthers) {
  load({"program", "a", "b", "outside"});
  needs("program", {"a"});
  needs("a", {"b"});
  needs("b", {"a", "outside"});
  EXPECT_EQ(order(), "outside a b program");
}

TEST_F(OrderTest, ObjectMayNeedItself) {
  load({"program", "a"});
  needs("a", {"a"});
  needs("program", {"a"});
  EXPECT_EQ(order(), "a program");
}

TEST_F(OrderTest, ProgramIsLastEvenWhereALibraryNeedsIt) {
  load({"program", "plugin", "a"});
  needs("program", {"a"});
  needs("plugin", {"program", "a"});
  EXPECT_EQ(order(), "a plugin program");
}

TEST_F(OrderTest, AppendsToWhatIsThere) {
  load({"program", "a"});
  seal::link::Scope out;
  out.push(arena_, nullptr);
  seal::link::constructor_order(loaded_, out, arena_);
  ASSERT_EQ(out.size(), 3u);
  EXPECT_EQ(out[0], nullptr);
  EXPECT_FALSE(objects_[0].live->visited || objects_[1].live->visited);
}

// A dlclose orders what goes; what its objects need beyond that stays.
TEST_F(OrderTest, OthersAreLeftOut) {
  load({"program", "plugin", "own", "shared"});
  needs("plugin", {"own", "shared"});
  needs("own", {"shared"});
  seal::link::Scope closing, out;
  closing.push(arena_, by_name_.at("plugin"));
  closing.push(arena_, by_name_.at("own"));
  seal::link::destructor_order(closing, out, arena_);
  ASSERT_EQ(out.size(), 2u);
  EXPECT_STREQ(out[0]->path, "plugin");
  EXPECT_STREQ(out[1]->path, "own");
  EXPECT_FALSE(by_name_.at("shared")->live->visited);
}

// What an object's symbols come from outlives it.
TEST_F(OrderTest, DestructorsHeedWhatIsBound) {
  load({"program", "first", "second"});
  by_name_.at("first")->bound.push(arena_, by_name_.at("second"));
  seal::link::Scope constructors, destructors;
  seal::link::constructor_order(loaded_, constructors, arena_);
  seal::link::destructor_order(loaded_, destructors, arena_);
  EXPECT_STREQ(constructors[0]->path, "second");
  EXPECT_STREQ(destructors[0]->path, "program");
  EXPECT_STREQ(destructors[1]->path, "first");
  EXPECT_STREQ(destructors[2]->path, "second");
  loaded_[1]->bound.truncate(0);
  by_name_.at("second")->bound.push(arena_, by_name_.at("first"));
  destructors.truncate(0);
  seal::link::destructor_order(loaded_, destructors, arena_);
  EXPECT_STREQ(destructors[1]->path, "second");
}

// Breadth first: the order of symbol search, as against the order of constructors.
TEST_F(OrderTest, ScopeOfAnObjectIsBreadthFirst) {
  load({"program", "a", "b", "c", "d"});
  needs("program", {"a", "b"});
  needs("a", {"c", "program"});
  needs("b", {"d", "c"});
  objects_[0].arena = &arena_;
  seal::object::make_scope(objects_[0]);
  seal::object::make_scope(objects_[0]);
  std::string result;
  for (seal::object::Object* object : objects_[0].scope)
    result += std::string(object->path) + " ";
  EXPECT_EQ(result, "program a b c d ");
}

} // namespace
