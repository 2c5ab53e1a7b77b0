// The order of constructors: what an object needs comes before it, the program comes last.
#include "link/order.h"
#include "object/load.h"
#include "support/object.h"
#include "support/result.h"
#include <deque>
#include <gtest/gtest.h>
#include <map>

namespace {

using seal::test::take;

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
      take(loaded_.push(arena_, &object));
    }
  }
  void needs(const std::string& who, const std::vector<std::string>& whom) {
    for (const std::string& each : whom)
      take(by_name_.at(who)->needed.push(arena_, by_name_.at(each)));
  }
  std::string order() { return order_of("program", true); }
  // Of the constructors when this one is opened; the scope is all that was loaded.
  std::string order_of(const std::string& who, bool is_new) {
    seal::object::Object& root = *by_name_.at(who);
    root.arena = &arena_;
    take(seal::link::note_order(root, loaded_, is_new, arena_));
    std::string result;
    for (std::size_t i = root.order.size(); i-- > 0;)
      result += std::string(root.order[i]->path) + (i ? " " : "");
    return result;
  }
  std::string destructors(const seal::link::Scope& objects) {
    seal::link::Scope out;
    take(seal::link::destructor_order(objects, out, arena_, arena_));
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

// The walk begins at what a new object needs, not at the object: it is the last of its cycle.
TEST_F(OrderTest, OpenedObjectIsTheLastOfItsCycle) {
  load({"opened", "other"});
  objects_[0].is_program = false;
  needs("opened", {"other"});
  needs("other", {"opened"});
  EXPECT_EQ(order_of("opened", true), "other opened");
}

// What is opened itself leads to all of its scope from then on, in the order of then.
TEST_F(OrderTest, OrderOfAnOpenedObjectIsFollowed) {
  load({"program", "a", "b", "c", "opened"});
  needs("opened", {"a", "b", "c"});
  EXPECT_EQ(destructors(loaded_), "program opened c b a") << "by what it needs";
  needs("b", {"a"});
  EXPECT_EQ(order_of("opened", true), "c a b program opened");
  by_name_.at("b")->needed.truncate(0);
  EXPECT_EQ(destructors(loaded_), "program opened c a b") << "by its order";
}

TEST_F(OrderTest, AppendsToWhatIsThere) {
  load({"program", "a"});
  seal::link::Scope out;
  take(out.push(arena_, nullptr));
  take(seal::link::destructor_order(loaded_, out, arena_, arena_));
  ASSERT_EQ(out.size(), 3u);
  EXPECT_EQ(out[0], nullptr);
  EXPECT_FALSE(objects_[0].live->visited || objects_[1].live->visited);
}

// A walk that called itself would need more stack than a thread has.
TEST_F(OrderTest, ChainMayBeLong) {
  constexpr int kCount = 100'000;
  load({"program"});
  for (int i = 0; i < kCount; ++i) {
    seal::object::Object& object = objects_.emplace_back();
    take(objects_[std::size_t(i)].needed.push(arena_, &object));
    take(loaded_.push(arena_, &object));
  }
  seal::link::Scope out;
  take(seal::link::destructor_order(loaded_, out, arena_, arena_));
  ASSERT_EQ(out.size(), loaded_.size());
  EXPECT_EQ(out[0], &objects_.front());
  EXPECT_EQ(out[kCount], &objects_.back());
}

// What its objects need beyond them is left out.
TEST_F(OrderTest, OthersAreLeftOut) {
  load({"program", "plugin", "own", "shared"});
  needs("plugin", {"own", "shared"});
  needs("own", {"shared"});
  seal::link::Scope some;
  take(some.push(arena_, by_name_.at("plugin")));
  take(some.push(arena_, by_name_.at("own")));
  EXPECT_EQ(destructors(some), "plugin own");
  EXPECT_FALSE(by_name_.at("shared")->live->visited);
}

// What an object's symbols come from outlives it.
TEST_F(OrderTest, DestructorsHeedWhatIsBound) {
  load({"program", "first", "second"});
  take(by_name_.at("first")->bound.push(arena_, by_name_.at("second")));
  EXPECT_EQ(destructors(loaded_), "program first second");
  loaded_[1]->bound.truncate(0);
  take(by_name_.at("second")->bound.push(arena_, by_name_.at("first")));
  EXPECT_EQ(destructors(loaded_), "program second first");
  needs("first", {"second"});
  EXPECT_EQ(destructors(loaded_), "program first second") << "a need outweighs it";
}

// Breadth first: the order of symbol search, as against the order of constructors.
TEST_F(OrderTest, ScopeOfAnObjectIsBreadthFirst) {
  load({"program", "a", "b", "c", "d"});
  needs("program", {"a", "b"});
  needs("a", {"c", "program"});
  needs("b", {"d", "c"});
  objects_[0].arena = &arena_;
  take(seal::object::make_scope(objects_[0]));
  take(seal::object::make_scope(objects_[0]));
  std::string result;
  for (seal::object::Object* object : objects_[0].scope)
    result += std::string(object->path) + " ";
  EXPECT_EQ(result, "program a b c d ");
}

} // namespace
