// Where each module's block lies below the thread pointer (ELF TLS, variant II), and what is left
// for those that come later.
#include "support/object.h"
#include "support/result.h"
#include "tls/tls.h"
#include <deque>
#include <gtest/gtest.h>

namespace {

using seal::object::Object;
using seal::test::take;
using seal::tls::State;

class LayoutTest : public testing::Test {
protected:
  ~LayoutTest() override { arena_.release({}); }
  Object& module(std::size_t size, std::size_t align, std::size_t first_byte = 0) {
    Object& object = objects_.emplace_back();
    object.arena = &arena_;
    object.path = "lib.so";
    object.tls.size = size;
    object.tls.align = align;
    object.tls.first_byte = first_byte;
    take(state_.add_module(object));
    return object;
  }
  // The block's addresses are congruent to the file's, and it overlaps no other.
  void expect_sound() {
    EXPECT_EQ(state_.static_align() & (state_.static_align() - 1), 0u);
    EXPECT_EQ(state_.static_size() % state_.static_align(), 0u);
    const std::uintptr_t tp = state_.static_align() * 1024;
    for (const Object& object : objects_) {
      const auto& tls = object.tls;
      if (!tls.offset())
        continue;
      EXPECT_EQ((tp - tls.offset()) % tls.align, tls.first_byte) << object.tls.module;
      EXPECT_GE(tls.offset(), tls.size) << "reaches above the thread pointer";
      EXPECT_LE(tls.offset(), state_.static_size());
      for (const Object& other : objects_) {
        if (&other == &object || !other.tls.offset())
          continue;
        EXPECT_TRUE(tls.offset() - tls.size >= other.tls.offset() ||
                    other.tls.offset() - other.tls.size >= tls.offset())
            << object.tls.module << " overlaps " << other.tls.module;
      }
    }
  }
  seal::os::Arena arena_;
  State state_{arena_, arena_};
  std::deque<seal::test::TestObject> objects_;
};

TEST_F(LayoutTest, ObjectWithoutTlsIsNoModule) {
  EXPECT_EQ(module(0, 1).tls.module, 0u);
  EXPECT_EQ(state_.max_module(), 0u);
}

TEST_F(LayoutTest, ModulesAreNumberedFromOne) {
  Object& first = module(8, 8);
  Object& second = module(8, 8);
  EXPECT_EQ(first.tls.module, 1u);
  EXPECT_EQ(second.tls.module, 2u);
  EXPECT_EQ(state_.module(1), &first);
  EXPECT_EQ(state_.module(2), &second);
  EXPECT_EQ(state_.module(3), nullptr);
}

TEST_F(LayoutTest, ThereIsNoMostNumberOfModules) {
  for (int i = 0; i < 9000; ++i)
    module(8, 8);
  EXPECT_EQ(state_.max_module(), 9000u);
  EXPECT_EQ(state_.module(1), &objects_.front());
  EXPECT_EQ(state_.module(9000), &objects_.back());
}

// Code of the program itself has its offsets built in by the linker: the first module's block ends
// at the thread pointer, rounded to its alignment.
TEST_F(LayoutTest, FirstModuleLiesAtTheThreadPointer) {
  Object& program = module(20, 4);
  state_.lay_out(0);
  EXPECT_EQ(program.tls.offset(), 20u);
}

TEST_F(LayoutTest, OffsetOfTheFirstModuleIsRoundedToItsAlignment) {
  Object& program = module(20, 64);
  state_.lay_out(0);
  EXPECT_EQ(program.tls.offset(), 64u);
}

TEST_F(LayoutTest, FollowingModulesGoBelow) {
  module(20, 4);
  Object& second = module(8, 16);
  Object& third = module(100, 8);
  state_.lay_out(0);
  EXPECT_EQ(second.tls.offset(), 32u);
  EXPECT_EQ(third.tls.offset(), 136u);
  expect_sound();
}

// p_vaddr need not be a multiple of p_align: the block starts where it is congruent.
TEST_F(LayoutTest, MisalignedBlockKeepsItsRemainder) {
  Object& program = module(4, 64, 4);
  state_.lay_out(0);
  EXPECT_EQ(program.tls.offset(), 60u);
  expect_sound();
}

TEST_F(LayoutTest, EveryMixtureIsSound) {
  for (std::size_t align : {1, 2, 8, 64, 4096})
    for (std::size_t first : {0, 1, 7, 63, 4095})
      for (std::size_t size : {1, 3, 64, 5000})
        if (first < align)
          module(size, align, first);
  state_.lay_out(1664);
  EXPECT_EQ(state_.static_align(), 4096u);
  EXPECT_GE(state_.static_size(), state_.static_used() + 1664);
  expect_sound();
}

TEST_F(LayoutTest, SurplusIsThereForLaterObjects) {
  module(100, 8);
  state_.lay_out(1664);
  EXPECT_GE(state_.static_size(), 104u + 1664);
  Object& later = module(1600, 8);
  EXPECT_TRUE(state_.make_static(later));
  EXPECT_NE(later.tls.offset(), 0u);
  EXPECT_TRUE(later.tls.is_new_static) << "threads do not have the image yet";
  expect_sound();
  std::size_t offset = later.tls.offset();
  EXPECT_TRUE(state_.make_static(later)) << "has its place already";
  EXPECT_EQ(later.tls.offset(), offset);
}

constexpr const char* kNoRoom = "cannot allocate memory in static TLS block";

TEST_F(LayoutTest, SurplusEnds) {
  module(100, 8);
  state_.lay_out(256);
  Object& large = module(1000, 8);
  auto refused = state_.make_static(large);
  EXPECT_EQ(seal::test::error_of(refused), kNoRoom);
  EXPECT_STREQ(refused.error().note.c_str(),
               "wants 1000 bytes aligned to 8, 280 are left, aligned to 64");
  EXPECT_EQ(large.tls.offset(), 0u);
  while (true) {
    Object& small = module(64, 8);
    if (!state_.make_static(small))
      break;
    ASSERT_LE(state_.static_used(), state_.static_size());
  }
  expect_sound();
}

TEST_F(LayoutTest, LaterObjectMayNotNeedMoreAlignmentThanTheBlockHas) {
  module(100, 8);
  state_.lay_out(16384);
  EXPECT_EQ(seal::test::error_of(state_.make_static(module(8, 4096))), kNoRoom);
}

TEST_F(LayoutTest, ObjectThatAThreadUsesAlreadyStaysDynamic) {
  module(100, 8);
  state_.lay_out(1664);
  Object& later = module(8, 8);
  *later.tls.decided = seal::object::Tls::kDynamic;
  EXPECT_EQ(seal::test::error_of(state_.make_static(later)), kNoRoom);
}

TEST_F(LayoutTest, NumberOfAnUnloadedModuleIsGivenAgain) {
  module(8, 8);
  Object& second = module(8, 8);
  Object& third = module(8, 8);
  state_.remove_module(second);
  EXPECT_EQ(second.tls.module, 0u);
  EXPECT_EQ(state_.module(2), nullptr);
  EXPECT_EQ(state_.max_module(), 3u) << "the third is still there";
  EXPECT_EQ(module(8, 8).tls.module, 2u);
  state_.remove_module(third);
  EXPECT_EQ(state_.max_module(), 2u);
  state_.remove_module(second); // has none any more
  EXPECT_EQ(state_.max_module(), 2u);
}

TEST_F(LayoutTest, StaticSpaceOfAnUnloadedModuleIsGivenAgain) {
  module(100, 8);
  state_.lay_out(256);
  std::size_t used = state_.static_used();
  for (int i = 0; i < 100; ++i) {
    Object& later = module(200, 8);
    ASSERT_TRUE(state_.make_static(later));
    state_.remove_module(later);
    EXPECT_EQ(state_.static_used(), used);
    objects_.pop_back();
  }
}

TEST_F(LayoutTest, AlignmentOfTheControlBlockCounts) {
  module(100, 8);
  state_.lay_out(0);
  void* tcb = take(state_.create_main_block(2304, 512, false));
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(tcb) % 512, 0u);
  EXPECT_EQ(static_cast<void**>(tcb)[0], tcb);
  EXPECT_EQ(static_cast<void**>(tcb)[1], state_.initial_dtv());
  EXPECT_EQ(static_cast<void**>(tcb)[2], tcb);
  expect_sound();
}

} // namespace
