// Threads' dtvs and blocks: images copied, dynamic blocks made at first use, dtvs that grow and
// forget. The calling thread's own are reached over the thread pointer, which is ours for a moment.
#include "support/object.h"
#include "support/result.h"
#include "tls/tls.h"
#include <cstdlib>
#include <cstring>
#include <deque>
#include <gtest/gtest.h>

namespace {

using seal::object::Object;
using seal::test::take;
using seal::tls::DtvEntry;
using seal::tls::kUnallocated;
using seal::tls::State;

// A program's malloc that never gives anything back, and counts.
alignas(64) char g_heap[1 << 20];
std::size_t g_heap_used;
std::vector<void*>* g_freed;

void* test_calloc(std::size_t count, std::size_t size) {
  char* memory = g_heap + g_heap_used;
  g_heap_used += (count * size + 15) / 16 * 16;
  return g_heap_used <= sizeof g_heap ? memory : nullptr;
}
void test_free(void* memory) {
  if (memory)
    g_freed->push_back(memory);
}

class DtvTest : public testing::Test {
protected:
  DtvTest() {
    std::memset(g_heap, 0, sizeof g_heap);
    g_heap_used = 0;
    g_freed = &freed_;
    freed_.reserve(1000);
  }
  ~DtvTest() override { arena_.release({}); }
  Object& module(std::size_t size, std::size_t align = 8, std::string_view image = "image",
                 std::size_t first_byte = 0) {
    Object& object = objects_.emplace_back();
    object.tls.image = reinterpret_cast<std::uintptr_t>(image.data());
    object.tls.file_size = image.size();
    object.tls.size = size;
    object.tls.align = align;
    object.tls.first_byte = first_byte;
    take(state_.add_module(object));
    return object;
  }
  // A thread with the static blocks of the modules so far.
  void start(bool with_allocator = true) {
    state_.lay_out(65536); // room for what the C library keeps below its thread pointer
    state_.next_generation();
    tcb_ = static_cast<char*>(take(state_.create_main_block(4096, 64, false)));
    if (with_allocator)
      state_.set_allocator({test_calloc, test_free});
    EXPECT_TRUE(state_.initialise(tcb_));
  }
  DtvEntry* dtv() { return reinterpret_cast<DtvEntry**>(tcb_)[1]; }
  std::string text(const void* at, std::size_t size) {
    return {static_cast<const char*>(at), size};
  }
  // Runs with our block as the thread's. Its control block is otherwise a copy of the C library's.
  template <class Run>
  auto as_thread(Run run) {
    char* real = reinterpret_cast<char*>(seal::arch::thread_pointer());
    std::memcpy(tcb_ + 24, real + 24, 1024);
    seal::arch::set_thread_pointer(tcb_);
    auto result = run();
    seal::arch::set_thread_pointer(real);
    return result;
  }
  char* address(Object& object, std::uint64_t offset = 0) {
    seal::arch::TlsIndex index{object.tls.module, offset};
    return as_thread([&] { return static_cast<char*>(state_.address(index)); });
  }
  void* existing_block(Object& object) {
    return as_thread([&] { return state_.existing_block(object); });
  }

  seal::os::Arena arena_;
  State state_{arena_, arena_};
  std::deque<seal::test::TestObject> objects_;
  std::vector<void*> freed_;
  char* tcb_ = nullptr;
};

TEST_F(DtvTest, StaticBlocksHoldTheImageAndZeroes) {
  Object& object = module(16, 8, "abc");
  start();
  char* block = tcb_ - object.tls.offset();
  EXPECT_EQ(text(block, 16), std::string("abc") + std::string(13, '\0'));
  EXPECT_EQ(dtv()[1].pointer.value, block);
  EXPECT_EQ(dtv()[1].pointer.to_free, nullptr);
}

TEST_F(DtvTest, LengthAndGenerationAreWhereLibcLooks) {
  module(16);
  start();
  EXPECT_GE(dtv()[-1].counter, 1u + 14);
  EXPECT_EQ(dtv()[0].counter, state_.generation());
}

TEST_F(DtvTest, AStackThatIsUsedAgainBeginsAnew) {
  Object& object = module(16, 8, "abc");
  start();
  char* block = tcb_ - object.tls.offset();
  std::memset(block, 'x', 16);
  EXPECT_TRUE(state_.initialise(tcb_));
  EXPECT_EQ(text(block, 16), std::string("abc") + std::string(13, '\0'));
}

TEST_F(DtvTest, AddressInAStaticBlock) {
  Object& object = module(16);
  start();
  EXPECT_EQ(address(object, 5), tcb_ - object.tls.offset() + 5);
  EXPECT_EQ(existing_block(object), tcb_ - object.tls.offset());
}

State* g_state;
std::size_t g_module;
int g_calls;
// As a malloc that counts its calls in a variable of a module of the start.
void* counting_calloc(std::size_t count, std::size_t size) {
  g_calls += g_state->address({g_module, 0}) != nullptr;
  return test_calloc(count, size);
}

TEST_F(DtvTest, TheProgramsMallocMayUseItsVariablesWhileTheDtvGrows) {
  Object& first = module(16);
  start();
  g_state = &state_;
  g_module = first.tls.module;
  g_calls = 0;
  state_.set_allocator({counting_calloc, test_free});
  Object* last = nullptr;
  for (int i = 0; i < 40; ++i)
    last = &module(16);
  state_.next_generation();
  EXPECT_EQ(text(address(*last), 5), "image");
  EXPECT_EQ(g_calls, 2) << "for the dtv and for the block";
}

TEST_F(DtvTest, DynamicBlockIsMadeAtFirstUse) {
  module(16);
  start();
  Object& later = module(100, 64, "later", 4);
  state_.next_generation();
  EXPECT_EQ(existing_block(later), nullptr);
  char* block = address(later);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block) % 64, 4u) << "congruent to its address";
  EXPECT_EQ(text(block, 100), "later" + std::string(95, '\0'));
  EXPECT_EQ(address(later, 7), block + 7) << "the same one from now on";
  EXPECT_EQ(existing_block(later), block);
  EXPECT_EQ(later.tls.offset(), seal::object::Tls::kDynamic);
  EXPECT_NE(dtv()[2].pointer.to_free, nullptr) << "libc frees it with the thread";
}

TEST_F(DtvTest, BeforeTheProgramsMallocBlocksAreTheLoaders) {
  module(16);
  start(false);
  Object& later = module(100, 64, "later");
  state_.next_generation();
  EXPECT_EQ(text(address(later), 5), "later");
  EXPECT_EQ(dtv()[2].pointer.to_free, nullptr) << "nothing that libc could free";
}

TEST_F(DtvTest, ObjectMadeStaticLateHasItsStaticBlock) {
  module(16);
  start();
  Object& later = module(100, 8, "later");
  ASSERT_TRUE(state_.make_static(later));
  state_.next_generation();
  State::copy_image(tcb_, later);
  EXPECT_EQ(address(later), tcb_ - later.tls.offset());
  EXPECT_EQ(text(address(later), 5), "later");
}

TEST_F(DtvTest, GrowsWithTheModules) {
  Object& first = module(16);
  start();
  DtvEntry* initial = dtv();
  std::vector<Object*> later;
  for (int i = 0; i < 100; ++i)
    later.push_back(&module(32));
  state_.next_generation();
  char* block = address(*later.back());
  EXPECT_NE(dtv(), initial);
  EXPECT_GE(dtv()[-1].counter, 101u);
  EXPECT_EQ(address(first), tcb_ - first.tls.offset()) << "what was there is kept";
  EXPECT_EQ(address(*later.back()), block);
  EXPECT_EQ(existing_block(*later.front()), nullptr) << "made only where asked for";
  EXPECT_TRUE(freed_.empty()) << "the first dtv is not malloc's";
  for (int i = 0; i < 200; ++i)
    module(32);
  state_.next_generation();
  DtvEntry* second = dtv();
  address(objects_.back());
  EXPECT_EQ(freed_, std::vector<void*>{second - 1}) << "the second one is";
}

TEST_F(DtvTest, BlockOfAnUnloadedModuleIsFreedAndForgotten) {
  module(16);
  start();
  Object& plugin = module(100, 8, "first");
  state_.next_generation();
  address(plugin);
  void* memory = dtv()[2].pointer.to_free;
  state_.remove_module(plugin);
  state_.next_generation();
  Object& another = module(100, 8, "other");
  state_.next_generation();
  ASSERT_EQ(another.tls.module, 2u) << "has the number of the unloaded one";
  EXPECT_EQ(existing_block(another), nullptr);
  EXPECT_EQ(text(address(another), 5), "other") << "not the block of the unloaded one";
  EXPECT_EQ(freed_, std::vector<void*>{memory});
}

TEST_F(DtvTest, UncommittedModuleDisturbsNobody) {
  Object& first = module(16);
  start();
  module(32); // a dlopen under way
  EXPECT_EQ(address(first), tcb_ - first.tls.offset());
  EXPECT_EQ(dtv()[0].counter, state_.generation());
}

TEST_F(DtvTest, NewThreadHasADtvOfItsOwn) {
  Object& first = module(16, 8, "abc");
  start();
  std::vector<char> block(state_.static_size() + 4096 + 64);
  auto end = reinterpret_cast<std::uintptr_t>(block.data()) + state_.static_size() + 63;
  char* thread = reinterpret_cast<char*>(end & ~std::uintptr_t{63});
  ASSERT_TRUE(state_.allocate_dtv(thread));
  ASSERT_TRUE(state_.initialise(thread));
  DtvEntry* own = reinterpret_cast<DtvEntry**>(thread)[1];
  EXPECT_NE(own, dtv());
  EXPECT_EQ(own[1].pointer.value, thread - first.tls.offset());
  EXPECT_EQ(text(thread - first.tls.offset(), 3), "abc");
  state_.free_dtv(thread);
  EXPECT_EQ(freed_, std::vector<void*>{own - 1});
}

TEST_F(DtvTest, FreeingTheFirstDtvFreesOnlyItsBlocks) {
  module(16);
  start();
  Object& later = module(100);
  state_.next_generation();
  address(later);
  void* memory = dtv()[2].pointer.to_free;
  state_.free_dtv(tcb_);
  EXPECT_EQ(freed_, std::vector<void*>{memory});
}

TEST_F(DtvTest, WithoutMemoryThereIsNoDtv) {
  module(16);
  start();
  g_heap_used = sizeof g_heap;
  char thread[64] = {};
  EXPECT_FALSE(state_.allocate_dtv(thread));
}

TEST_F(DtvTest, DescriptorNamesModuleOffsetAndGeneration) {
  module(16);
  start();
  Object& later = module(100);
  later.arena = &arena_;
  auto* argument = reinterpret_cast<std::size_t*>(take(state_.descriptor(later, 40)));
  EXPECT_EQ(argument[0], later.tls.module);
  EXPECT_EQ(argument[1], 40u);
  state_.next_generation();
  EXPECT_EQ(argument[2], state_.generation()) << "older dtvs do not have the block";
}

} // namespace
