// What glibc 2.36-9+deb12u14 keeps of a processor, from recorded CPUID tables.
#include "host/glibc/cpu_features.h"
#include "host/recorded_cpus.h"
#include <cstring>
#include <gtest/gtest.h>
#include <map>

namespace {

using seal::arch::CpuidLeaf;
using seal::glibc::CpuFeatures;
using seal::test::kRecordedCpus;
using seal::test::RecordedCpu;

class CpuFeaturesTest : public testing::Test {
protected:
  CpuFeaturesTest() { become(kRecordedCpus[0]); }

  static void become(const RecordedCpu& cpu) {
    table.clear();
    asked.clear();
    for (const auto& row : cpu.rows)
      table[{row.leaf, row.subleaf}] = row.registers;
    xcr0 = cpu.xcr0;
  }
  static bool detect(CpuFeatures& features) {
    return seal::glibc::detect(
        [](std::uint32_t leaf, std::uint32_t subleaf) {
          ++asked[{leaf, subleaf}];
          return table[{leaf, subleaf}];
        },
        [] { return xcr0; }, features);
  }
  using Key = std::pair<std::uint32_t, std::uint32_t>;
  static inline std::map<Key, CpuidLeaf> table;
  static inline std::map<Key, int> asked;
  static inline std::uint64_t xcr0 = 0;
};

TEST_F(CpuFeaturesTest, IsWhatGlibcKeeps) {
  for (const RecordedCpu& cpu : kRecordedCpus) {
    SCOPED_TRACE(cpu.name);
    become(cpu);
    CpuFeatures features;
    ASSERT_TRUE(detect(features));
    std::uint32_t words[sizeof features / 4];
    std::memcpy(words, &features, sizeof words);
    ASSERT_EQ(std::size(words), cpu.expected.size());
    for (std::size_t i = 0; i < std::size(words); ++i)
      EXPECT_EQ(words[i], cpu.expected[i]) << "at " << i * 4;
    EXPECT_STREQ(seal::glibc::platform_of(features), cpu.platform);
    EXPECT_EQ(seal::glibc::hwcap_of(features), cpu.hwcap);
  }
}

// Each costs an exit to the hypervisor.
TEST_F(CpuFeaturesTest, NoLeafIsAskedTwice) {
  for (const RecordedCpu& cpu : kRecordedCpus) {
    SCOPED_TRACE(cpu.name);
    become(cpu);
    CpuFeatures features;
    ASSERT_TRUE(detect(features));
    for (const auto& [key, times] : asked)
      EXPECT_EQ(times, 1) << std::hex << key.first << "." << key.second;
    EXPECT_LE(asked.size(), 25u);
  }
}

// The size of the states that XSAVEC would save is inferred from the total, unless something speaks
// against it: then each is asked for.
TEST_F(CpuFeaturesTest, StatesAreAskedForWhereTheirTotalIsAnother) {
  const std::uint64_t expected = kRecordedCpus[0].expected[80]; // xsave_size
  auto asks_for_all = [&] {
    CpuFeatures features;
    asked.clear();
    return detect(features) && features.xsave_size == expected && asked.contains({0xd, 6}) &&
           asked.contains({0xd, 7});
  };
  EXPECT_FALSE(asks_for_all());
  EXPECT_EQ(asked.size(), 21u);
  table[{0xd, 1}].ebx += 16; // the kernel has states of its own
  EXPECT_TRUE(asks_for_all());
  become(kRecordedCpus[0]);
  table[{0xd, 0}].eax |= 1u << 3; // one more state is there, and not in use
  EXPECT_TRUE(asks_for_all());
  become(kRecordedCpus[0]);
  xcr0 |= 1u << 19; // a state that the loader does not know
  EXPECT_TRUE(asks_for_all());
}

TEST_F(CpuFeaturesTest, OtherProcessorsAreLeftToGlibc) {
  CpuFeatures features;
  features.family = 77;
  auto declined = [&](Key key, std::uint32_t CpuidLeaf::*reg, std::uint32_t value) {
    CpuidLeaf& leaf = table[key];
    CpuidLeaf kept = leaf;
    leaf.*reg = value;
    bool result = !detect(features);
    leaf = kept;
    return result;
  };
  EXPECT_TRUE(declined({0, 0}, &CpuidLeaf::ebx, 0x746e6543)) << "another vendor";
  EXPECT_TRUE(declined({0, 0}, &CpuidLeaf::eax, 0xc)) << "too old";
  EXPECT_TRUE(declined({1, 0}, &CpuidLeaf::eax, 0x00000f41)) << "Pentium 4";
  EXPECT_TRUE(declined({1, 0}, &CpuidLeaf::ecx, 0x00982201)) << "no OSXSAVE";
  EXPECT_TRUE(declined({2, 0}, &CpuidLeaf::ebx, 0x0000002c)) << "caches in leaf 2";
  EXPECT_TRUE(declined({4, 2}, &CpuidLeaf::eax, 0)) << "no level 2";
  EXPECT_TRUE(declined({0xd, 0}, &CpuidLeaf::ebx, 0)) << "no size of XSAVE";
  EXPECT_TRUE(declined({0x80000000, 0}, &CpuidLeaf::eax, 0x80000004)) << "few extended leaves";
  become(kRecordedCpus[std::size(kRecordedCpus) - 1]);
  EXPECT_TRUE(declined({1, 0}, &CpuidLeaf::eax, 0x00000662)) << "Athlon";
  EXPECT_TRUE(declined({0x80000000, 0}, &CpuidLeaf::eax, 0x8000001c)) << "Zen without 0x8000001d";
  EXPECT_TRUE(declined({0x80000006, 0}, &CpuidLeaf::ecx, 0x0400f000)) << "a line of no bytes";
  EXPECT_EQ(features.family, 77u) << "nothing is written then";
}

} // namespace
