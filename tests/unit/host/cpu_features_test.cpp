// What glibc 2.36-9+deb12u14 keeps of a processor, from recorded CPUID tables. The expected bytes were made by glibc's own
// code, compiled with CPUID replaced by the same table.
#include "host/glibc/cpu_features.h"
#include <cstring>
#include <gtest/gtest.h>
#include <map>

namespace {

using seal::arch::CpuidLeaf;
using seal::glibc::CpuFeatures;

struct Row {
  std::uint32_t leaf, subleaf;
  CpuidLeaf registers;
};
// An Intel Xeon with AVX-512 and AMX, two processors of it in a virtual machine.
constexpr Row kXeon[] = {
    {0x0, 0, {0x00000024, 0x756e6547, 0x6c65746e, 0x49656e69}},
    {0x1, 0, {0x000a0671, 0x01020800, 0xfffa3203, 0x1f8bfbff}},
    {0x2, 0, {0x00feff01, 0x000000f0, 0x00000000, 0x00000000}},
    {0x4, 0, {0x04000121, 0x02c0003f, 0x0000003f, 0x00000000}},
    {0x4, 1, {0x04000122, 0x03c0003f, 0x0000003f, 0x00000000}},
    {0x4, 2, {0x04000143, 0x03c0003f, 0x000007ff, 0x00000000}},
    {0x4, 3, {0x04004163, 0x03c0003f, 0x00077fff, 0x00000000}},
    {0x7, 0, {0x00000002, 0xf1bf2ffb, 0x1a415f46, 0x23c14010}},
    {0x7, 1, {0x00001c30, 0x00000000, 0x00000000, 0x00084000}},
    {0xb, 0, {0x00000000, 0x00000001, 0x00000100, 0x00000001}},
    {0xb, 1, {0x00000005, 0x00000002, 0x00000201, 0x00000001}},
    {0xb, 2, {0x00000000, 0x00000000, 0x00000002, 0x00000001}},
    {0xb, 3, {0x00000000, 0x00000000, 0x00000003, 0x00000001}},
    {0xb, 4, {0x00000000, 0x00000000, 0x00000004, 0x00000001}},
    {0xb, 5, {0x00000000, 0x00000000, 0x00000005, 0x00000001}},
    {0xb, 6, {0x00000000, 0x00000000, 0x00000006, 0x00000001}},
    {0xb, 7, {0x00000000, 0x00000000, 0x00000007, 0x00000001}},
    {0xb, 8, {0x00000000, 0x00000000, 0x00000008, 0x00000001}},
    {0xd, 0, {0x000600e7, 0x00002b00, 0x00002b00, 0x00000000}},
    {0xd, 1, {0x0000001f, 0x000029c0, 0x00000000, 0x00000000}},
    {0xd, 2, {0x00000100, 0x00000240, 0x00000000, 0x00000000}},
    {0xd, 5, {0x00000040, 0x00000440, 0x00000000, 0x00000000}},
    {0xd, 6, {0x00000200, 0x00000480, 0x00000000, 0x00000000}},
    {0xd, 7, {0x00000400, 0x00000680, 0x00000000, 0x00000000}},
    {0x80000000, 0, {0x80000008, 0x00000000, 0x00000000, 0x00000000}},
    {0x80000001, 0, {0x00000000, 0x00000000, 0x00000121, 0x2c100800}},
    {0x80000007, 0, {0x00000000, 0x00000000, 0x00000000, 0x00000100}},
    {0x80000008, 0, {0x00303930, 0x00000000, 0x00000000, 0x00000000}},
};
constexpr std::uint64_t kXcr0 = 0x600e7;
constexpr std::uint32_t kExpected[] = {
    0x00000001, 0x00000024, 0x00000006, 0x000000a7, 0x00000001, 0x000a0671, 0x01020800, 0xfffa3203,
    0x1f8bfbff, 0x00000000, 0x00000000, 0x7ed83203, 0x17888110, 0x00000002, 0xf1bf2ffb, 0x1a415f46,
    0x23c14010, 0x00000000, 0xf1af0b38, 0x1a405f42, 0x03c14010, 0x00000000, 0x00000000, 0x00000121,
    0x2c100800, 0x00000000, 0x00000000, 0x00000121, 0x08000000, 0x0000001f, 0x000029c0, 0x00000000,
    0x00000000, 0x00000017, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000,
    0x00000100, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00303930, 0x00000000, 0x00000000,
    0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00001c30, 0x00000000, 0x00000000,
    0x00084000, 0x00001c30, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000,
    0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000,
    0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x000086f9, 0x0000000f, 0x00000000,
    0x000009c0, 0x00000000, 0x00002b40, 0x00000000, 0x0000c000, 0x00000000, 0x1e200000, 0x00000000,
    0x0b580000, 0x00000000, 0x00000840, 0x00000000, 0x0b580000, 0x00000000, 0x00000800, 0x00000000,
    0x00010000, 0x00000000, 0x00000040, 0x00000000, 0x0000c000, 0x00000000, 0x0000000c, 0x00000000,
    0x00000040, 0x00000000, 0x00200000, 0x00000000, 0x00000010, 0x00000000, 0x00000040, 0x00000000,
    0x1e000000, 0x00000000, 0x00000010, 0x00000000, 0x00000040, 0x00000000, 0xffffffff, 0xffffffff,
};

class CpuFeaturesTest : public testing::Test {
protected:
  CpuFeaturesTest() {
    table.clear();
    asked.clear();
    for (const Row& row : kXeon)
      table[{row.leaf, row.subleaf}] = row.registers;
  }
  static bool detect(CpuFeatures& features) {
    return seal::glibc::detect(
        [](std::uint32_t leaf, std::uint32_t subleaf) {
          ++asked[{leaf, subleaf}];
          return table[{leaf, subleaf}];
        },
        [] { return kXcr0; }, features);
  }
  using Key = std::pair<std::uint32_t, std::uint32_t>;
  static std::map<Key, CpuidLeaf> table;
  static std::map<Key, int> asked;
};
std::map<CpuFeaturesTest::Key, CpuidLeaf> CpuFeaturesTest::table;
std::map<CpuFeaturesTest::Key, int> CpuFeaturesTest::asked;

TEST_F(CpuFeaturesTest, IsWhatGlibcKeeps) {
  CpuFeatures features;
  ASSERT_TRUE(detect(features));
  std::uint32_t words[sizeof features / 4];
  std::memcpy(words, &features, sizeof words);
  for (std::size_t i = 0; i < std::size(words); ++i)
    EXPECT_EQ(words[i], kExpected[i]) << "at " << i * 4;
  EXPECT_STREQ(seal::glibc::platform_of(features), "haswell");
  EXPECT_EQ(seal::glibc::hwcap_of(features), 6u);
}

// Each costs an exit to the hypervisor.
TEST_F(CpuFeaturesTest, NoLeafIsAskedTwice) {
  CpuFeatures features;
  ASSERT_TRUE(detect(features));
  for (const auto& [key, times] : asked)
    EXPECT_EQ(times, 1) << std::hex << key.first << "." << key.second;
  EXPECT_LE(asked.size(), 25u);
}

TEST_F(CpuFeaturesTest, OtherProcessorsAreLeftToGlibc) {
  CpuFeatures features;
  features.kind = 77;
  auto declined = [&](Key key, std::uint32_t CpuidLeaf::*reg, std::uint32_t value) {
    CpuidLeaf& leaf = table[key];
    CpuidLeaf kept = leaf;
    leaf.*reg = value;
    bool result = !detect(features);
    leaf = kept;
    return result;
  };
  EXPECT_TRUE(declined({0, 0}, &CpuidLeaf::ebx, 0x68747541)) << "AMD";
  EXPECT_TRUE(declined({0, 0}, &CpuidLeaf::eax, 0xc)) << "too old";
  EXPECT_TRUE(declined({1, 0}, &CpuidLeaf::eax, 0x00000f41)) << "Pentium 4";
  EXPECT_TRUE(declined({1, 0}, &CpuidLeaf::ecx, 0x00982201)) << "no OSXSAVE";
  EXPECT_TRUE(declined({2, 0}, &CpuidLeaf::ebx, 0x0000002c)) << "caches in leaf 2";
  EXPECT_TRUE(declined({4, 2}, &CpuidLeaf::eax, 0)) << "no level 2";
  EXPECT_TRUE(declined({0xd, 0}, &CpuidLeaf::ebx, 0)) << "no size of XSAVE";
  EXPECT_TRUE(declined({0x80000000, 0}, &CpuidLeaf::eax, 0x80000004)) << "few extended leaves";
  EXPECT_EQ(features.kind, 77u) << "nothing is written then";
}

} // namespace
