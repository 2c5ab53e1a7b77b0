// The table that the unwinder asks: who is found, and that a reader never meets a half-written one.
#include "object/address_table.h"
#include "support/object.h"
#include "support/result.h"
#include <atomic>
#include <deque>
#include <gtest/gtest.h>
#include <thread>

namespace {

using seal::object::AddressTable;
using seal::object::Object;
using seal::test::take;

class AddressTableTest : public testing::Test {
protected:
  ~AddressTableTest() override { arena_.release({}); }
  Object& object(std::uintptr_t start, std::uintptr_t end) {
    Object& result = objects_of_.emplace_back();
    result.map_start = start;
    result.map_end = end;
    result.host = &result;
    take(objects_.append(result));
    return result;
  }
  void publish() {
    take(table_.reserve(objects_.size(), arena_));
    table_.publish(objects_);
  }
  seal::os::Arena arena_;
  std::deque<seal::test::TestObject> objects_of_;
  seal::object::Objects objects_{arena_};
  AddressTable table_;
};

TEST_F(AddressTableTest, BeforeTheFirstPublicationNothingIsFound) {
  EXPECT_EQ(table_.find(0x1000).start, 0u);
}

TEST_F(AddressTableTest, EndsAreExact) {
  Object& high = object(0x5000, 0x6000);
  Object& low = object(0x1000, 0x2000);
  publish();
  EXPECT_EQ(table_.find(0xfff).start, 0u);
  EXPECT_EQ(table_.find(0x1000).host, &low);
  EXPECT_EQ(table_.find(0x1fff).host, &low);
  EXPECT_EQ(table_.find(0x2000).start, 0u);
  EXPECT_EQ(table_.find(0x5800).host, &high);
  EXPECT_EQ(table_.find(~std::uintptr_t{0}).start, 0u);
}

TEST_F(AddressTableTest, EhFrameIsAnAddress) {
  Object& with = object(0x10000, 0x20000);
  Elf64_Phdr header = {.p_type = PT_GNU_EH_FRAME, .p_vaddr = 0x300};
  with.image.bias = 0x10000;
  with.image.phdrs = {&header, 1};
  object(0x30000, 0x40000);
  publish();
  EXPECT_EQ(table_.find(0x10000).eh_frame, 0x10300u);
  EXPECT_EQ(table_.find(0x30000).eh_frame, 0u);
}

TEST_F(AddressTableTest, WhatIsGoneIsNotFound) {
  Object& staying = object(0x1000, 0x2000);
  Object& going = object(0x3000, 0x4000);
  publish();
  objects_.remove(going);
  publish();
  EXPECT_EQ(table_.find(0x3000).start, 0u);
  EXPECT_EQ(table_.find(0x1000).host, &staying);
}

TEST_F(AddressTableTest, ReadersAreNeverMisled) {
  object(0x100000, 0x110000);
  publish();
  std::atomic<bool> stop = false;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i)
    readers.emplace_back([&] {
      while (!stop)
        wrong += table_.find(0x100800).start != 0x100000;
    });
  for (int round = 0; round < 200; ++round) {
    for (std::uintptr_t i = 1; i <= 40; ++i)
      object(i * 0x1000, i * 0x1000 + 0x800), publish();
    while (objects_.size() > 1)
      objects_.remove(*objects_.last()), publish();
  }
  stop = true;
  for (std::thread& reader : readers)
    reader.join();
  EXPECT_EQ(wrong, 0);
}

} // namespace
