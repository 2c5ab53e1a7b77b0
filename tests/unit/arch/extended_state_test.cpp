// How the registers besides the general ones are saved, by what the processor answers.
#include "arch/x86_64/extended_state.h"
#include <gtest/gtest.h>
#include <map>

namespace {

using seal::arch::CpuidLeaf;
using seal::arch::ExtendedState;

constexpr std::uint32_t kXsave = 1u << 26, kOsxsave = 1u << 27;

struct Processor {
  std::uint32_t last_leaf = 0xd;
  std::uint32_t features = kXsave | kOsxsave; // leaf 1, ecx
  std::uint32_t size = 0, compact_size = 0, instructions = 0;

  ExtendedState state() const {
    return seal::arch::choose_extended_state([&](std::uint32_t leaf, std::uint32_t subleaf) {
      EXPECT_LE(leaf, last_leaf) << "a leaf that the processor does not have";
      if (leaf == 0)
        return CpuidLeaf{.eax = last_leaf};
      if (leaf == 1)
        return CpuidLeaf{.ecx = features};
      EXPECT_EQ(leaf, 0xdu);
      return subleaf == 0 ? CpuidLeaf{.ebx = size}
                          : CpuidLeaf{.eax = instructions, .ebx = compact_size};
    });
  }
};

void expect(ExtendedState state, ExtendedState::How how, std::uint32_t size) {
  EXPECT_EQ(state.how, how);
  EXPECT_EQ(state.size, size);
}

TEST(ExtendedStateTest, WithoutXsaveThereIsFxsave) {
  expect(Processor{.last_leaf = 0xa, .features = 0}.state(), ExtendedState::kFxsave, 512);
}

TEST(ExtendedStateTest, XsaveThatTheSystemDidNotEnableIsNotUsed) {
  expect(Processor{.features = kXsave, .size = 832}.state(), ExtendedState::kFxsave, 512);
}

TEST(ExtendedStateTest, SizeIsThatOfWhatIsEnabled) {
  constexpr std::uint32_t kXsaveopt = 1;
  expect(Processor{.size = 832, .instructions = kXsaveopt}.state(), ExtendedState::kXsave, 832);
}

TEST(ExtendedStateTest, XsavecIsPreferredAndItsLargerSizeCounts) {
  constexpr std::uint32_t kXsavec = 1u << 1;
  expect(Processor{.size = 2696, .compact_size = 2568, .instructions = kXsavec}.state(),
         ExtendedState::kXsavec, 2696);
  expect(Processor{.size = 2696, .compact_size = 2760, .instructions = kXsavec}.state(),
         ExtendedState::kXsavec, 2760);
}

TEST(ExtendedStateTest, AreaHoldsAtLeastTheHeader) {
  expect(Processor{}.state(), ExtendedState::kXsave, 576);
}

} // namespace
