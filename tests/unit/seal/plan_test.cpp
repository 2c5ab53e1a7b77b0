// From program headers to page ranges: what is sealed of an object, what is not, and why. Addresses
// in the expectations are the file's own; the object is mapped at a bias.
#include "elf/header.h"
#include "seal/plan.h"
#include "support/object.h"
#include "support/result.h"
#include <gtest/gtest.h>

namespace {

using seal::sealing::Kind;
using seal::sealing::Plan;
using seal::sealing::Policy;
using seal::test::take;

constexpr std::uintptr_t kBias = 0x7f0000000000;
constexpr std::uint32_t kRead = PF_R, kText = PF_R | PF_X, kData = PF_R | PF_W;

struct Range {
  std::uint64_t start, end;
  Kind kind;
  std::string reason;
  bool operator==(const Range&) const = default;
};
void PrintTo(const Range& range, std::ostream* out) {
  *out << std::hex << "[" << range.start << ", " << range.end << ") " << kind_name(range.kind)
       << " " << (range.reason.empty() ? "sealed" : range.reason);
}
using Ranges = std::vector<Range>;

class PlanTest : public testing::Test {
protected:
  PlanTest() {
    object_.path = object_.name = "lib.so";
    object_.image.bias = kBias;
  }
  ~PlanTest() override { arena_.release({}); }
  void add(std::uint32_t type, std::uint64_t vaddr, std::uint64_t memsz, std::uint32_t flags,
           std::uint64_t filesz = ~std::uint64_t{0}) {
    phdrs_.push_back({.p_type = type,
                      .p_flags = flags,
                      .p_offset = vaddr,
                      .p_vaddr = vaddr,
                      .p_paddr = 0,
                      .p_filesz = filesz == ~std::uint64_t{0} ? memsz : filesz,
                      .p_memsz = memsz,
                      .p_align = 0x1000});
  }
  void load(std::uint64_t vaddr, std::uint64_t memsz, std::uint32_t flags,
            std::uint64_t filesz = ~std::uint64_t{0}) {
    add(PT_LOAD, vaddr, memsz, flags, filesz);
  }
  Ranges plan() {
    object_.image.phdrs = phdrs_;
    object_.image.loads = *seal::elf::loads_of(phdrs_, arena_);
    Plan plan;
    take(plan_object(object_, policy_, plan, arena_));
    Ranges ranges;
    for (const auto& item : plan) {
      EXPECT_STREQ(item.name, "lib.so");
      EXPECT_EQ(item.object, &object_);
      EXPECT_EQ(item.start % 0x1000, 0u);
      EXPECT_EQ(item.end % 0x1000, 0u);
      EXPECT_LT(item.start, item.end);
      ranges.push_back(
          {item.start - kBias, item.end - kBias, item.kind, item.reason ? item.reason : ""});
    }
    return ranges;
  }
  seal::os::Arena arena_;
  std::vector<Elf64_Phdr> phdrs_;
  seal::test::TestObject object_;
  Policy policy_{.on = true};
};

TEST_F(PlanTest, NothingOfNoSegments) { EXPECT_EQ(plan(), Ranges{}); }

TEST_F(PlanTest, WhatIsNotWritableIsSealed) {
  load(0, 0x1000, kRead);
  load(0x1000, 0x2000, kText);
  EXPECT_EQ(plan(), (Ranges{{0, 0x1000, Kind::kReadOnly, ""}, {0x1000, 0x3000, Kind::kText, ""}}));
}

TEST_F(PlanTest, ExecuteOnlyIsText) {
  load(0, 0x1000, PF_X);
  EXPECT_EQ(plan(), (Ranges{{0, 0x1000, Kind::kText, ""}}));
}

TEST_F(PlanTest, WhatIsWritableIsNot) {
  load(0, 0x1000, kData);
  EXPECT_EQ(plan(), (Ranges{{0, 0x1000, Kind::kData, "writable"}}));
}

TEST_F(PlanTest, WritableAndExecutableIsNotSealedAsText) {
  load(0, 0x1000, PF_R | PF_W | PF_X);
  EXPECT_EQ(plan(), (Ranges{{0, 0x1000, Kind::kData, "writable"}}));
}

TEST_F(PlanTest, RangesAreWholePages) {
  load(0x123, 0x10, kRead);
  load(0x2ffe, 3, kText);
  EXPECT_EQ(plan(), (Ranges{{0, 0x1000, Kind::kReadOnly, ""},
                            {0x1000, 0x2000, Kind::kHole, ""},
                            {0x2000, 0x4000, Kind::kText, ""}}));
}

TEST_F(PlanTest, LastByteOfAPageDoesNotReachTheNext) {
  load(0, 0x1000, kRead);
  EXPECT_EQ(plan().back().end, 0x1000u);
  phdrs_[0].p_memsz = 0x1001;
  EXPECT_EQ(plan().back().end, 0x2000u);
}

TEST_F(PlanTest, HolesAreSealed) {
  load(0, 0x800, kRead);
  load(0x5000, 0x1000, kText);
  EXPECT_EQ(plan(), (Ranges{{0, 0x1000, Kind::kReadOnly, ""},
                            {0x1000, 0x5000, Kind::kHole, ""},
                            {0x5000, 0x6000, Kind::kText, ""}}));
}

TEST_F(PlanTest, PageThatSegmentsShareIsTheLaterOnes) {
  load(0, 0x1800, kRead);
  load(0x1800, 0x800, kData);
  EXPECT_EQ(plan(),
            (Ranges{{0, 0x1000, Kind::kReadOnly, ""}, {0x1000, 0x2000, Kind::kData, "writable"}}));
}

TEST_F(PlanTest, ThreeSegmentsInOnePage) {
  load(0, 0x400, kRead);
  load(0x400, 0x400, kText);
  load(0x800, 0x400, kText | PF_W);
  EXPECT_EQ(plan(), (Ranges{{0, 0x1000, Kind::kData, "writable"}}));
}

TEST_F(PlanTest, EmptySegmentIsNothing) {
  load(0, 0x1000, kRead);
  load(0x1000, 0, kData);
  load(0x1000, 0x1000, kText);
  EXPECT_EQ(plan(), (Ranges{{0, 0x1000, Kind::kReadOnly, ""}, {0x1000, 0x2000, Kind::kText, ""}}));
}

TEST_F(PlanTest, BssBeginsWithItsFirstWholePage) {
  load(0, 0x4000, kData, 0x1001);
  EXPECT_EQ(plan(), (Ranges{{0, 0x2000, Kind::kData, "writable"},
                            {0x2000, 0x4000, Kind::kBss, "writable"}}));
}

TEST_F(PlanTest, BssThatEndsInsideItsPageIsData) {
  load(0, 0x1fff, kData, 0x1800);
  EXPECT_EQ(plan(), (Ranges{{0, 0x2000, Kind::kData, "writable"}}));
}

TEST_F(PlanTest, SegmentWithoutBytesInTheFileIsBss) {
  load(0, 0x2000, kData, 0);
  EXPECT_EQ(plan(), (Ranges{{0, 0x2000, Kind::kBss, "writable"}}));
}

TEST_F(PlanTest, RelroIsSealedAndTheRestOfItsSegmentIsNot) {
  load(0, 0x5000, kData, 0x3800);
  add(PT_GNU_RELRO, 0, 0x2000, kRead);
  EXPECT_EQ(plan(), (Ranges{{0, 0x2000, Kind::kRelro, ""},
                            {0x2000, 0x4000, Kind::kData, "writable"},
                            {0x4000, 0x5000, Kind::kBss, "writable"}}));
}

TEST_F(PlanTest, RelroMayBeginInsideItsSegment) {
  load(0, 0x3000, kData);
  add(PT_GNU_RELRO, 0x1000, 0x1000, kRead);
  EXPECT_EQ(plan(), (Ranges{{0, 0x1000, Kind::kData, "writable"},
                            {0x1000, 0x2000, Kind::kRelro, ""},
                            {0x2000, 0x3000, Kind::kData, "writable"}}));
}

// What follows in RELRO's last page stays writable: the page is the program's data.
TEST_F(PlanTest, RelroEndsWithItsLastWholePage) {
  load(0, 0x3000, kData);
  add(PT_GNU_RELRO, 0, 0x1fff, kRead);
  EXPECT_EQ(plan(),
            (Ranges{{0, 0x1000, Kind::kRelro, ""}, {0x1000, 0x3000, Kind::kData, "writable"}}));
}

TEST_F(PlanTest, RelroWithinAPageIsNone) {
  load(0, 0x2000, kData);
  add(PT_GNU_RELRO, 0x100, 0x200, kRead);
  EXPECT_EQ(plan(), (Ranges{{0, 0x2000, Kind::kData, "writable"}}));
}

TEST_F(PlanTest, RelroMayCoverItsSegment) { // lld: up to the page that the segment ends in
  load(0, 0x1800, kData);
  add(PT_GNU_RELRO, 0, 0x2000, kRead);
  EXPECT_EQ(plan(), (Ranges{{0, 0x2000, Kind::kRelro, ""}}));
}

TEST_F(PlanTest, RelroThatReachesOutOfItsSegmentIsIgnored) {
  load(0, 0x1000, kData);
  load(0x1000, 0x1000, kText);
  add(PT_GNU_RELRO, 0, 0x2000, kRead);
  EXPECT_EQ(plan(),
            (Ranges{{0, 0x1000, Kind::kData, "writable"}, {0x1000, 0x2000, Kind::kText, ""}}));
}

TEST_F(PlanTest, RelroThatWrapsAroundIsIgnored) {
  load(0, 0x1000, kData);
  add(PT_GNU_RELRO, 0, ~std::uint64_t{0}, kRead);
  EXPECT_EQ(plan(), (Ranges{{0, 0x1000, Kind::kData, "writable"}}));
}

TEST_F(PlanTest, MarkedOnlyLeavesOthersAlone) {
  load(0, 0x1000, kText);
  load(0x2000, 0x1000, kData);
  policy_.marked_only = true;
  EXPECT_EQ(plan(), (Ranges{{0, 0x1000, Kind::kText, "object is not marked"},
                            {0x1000, 0x2000, Kind::kHole, "object is not marked"},
                            {0x2000, 0x3000, Kind::kData, "writable"}}));
  object_.mark.present = true;
  EXPECT_EQ(plan().front(), (Range{0, 0x1000, Kind::kText, ""}));
}

class MutableTest : public PlanTest, public testing::WithParamInterface<std::uint32_t> {
protected:
  void mutable_range(std::uint64_t vaddr, std::uint64_t size) {
    add(GetParam(), vaddr, size, kData);
  }
};
INSTANTIATE_TEST_SUITE_P(All, MutableTest,
                         testing::Values(LDSEAL_PT_OPENBSD_MUTABLE, LDSEAL_PT_GNU_MUTABLE),
                         [](auto& test) {
                           return test.param == LDSEAL_PT_GNU_MUTABLE ? "Gnu" : "OpenBsd";
                         });

constexpr const char* kMutable = "declared mutable";

TEST_P(MutableTest, IsCutOutOfTheMiddle) {
  load(0, 0x5000, kRead);
  mutable_range(0x2000, 0x1000);
  EXPECT_EQ(plan(), (Ranges{{0, 0x2000, Kind::kReadOnly, ""},
                            {0x2000, 0x3000, Kind::kReadOnly, kMutable},
                            {0x3000, 0x5000, Kind::kReadOnly, ""}}));
}

TEST_P(MutableTest, ReachesToWholePages) {
  load(0, 0x5000, kRead);
  mutable_range(0x1ffe, 4);
  EXPECT_EQ(plan(), (Ranges{{0, 0x1000, Kind::kReadOnly, ""},
                            {0x1000, 0x3000, Kind::kReadOnly, kMutable},
                            {0x3000, 0x5000, Kind::kReadOnly, ""}}));
}

TEST_P(MutableTest, IsCutOutOfRelro) {
  load(0, 0x4000, kData);
  add(PT_GNU_RELRO, 0, 0x3000, kRead);
  mutable_range(0x1000, 0x1000);
  EXPECT_EQ(plan(), (Ranges{{0, 0x1000, Kind::kRelro, ""},
                            {0x1000, 0x2000, Kind::kRelro, kMutable},
                            {0x2000, 0x3000, Kind::kRelro, ""},
                            {0x3000, 0x4000, Kind::kData, "writable"}}));
}

TEST_P(MutableTest, MayCoverASegmentAndMore) {
  load(0, 0x1000, kRead);
  load(0x1000, 0x1000, kText);
  load(0x2000, 0x1000, kRead);
  mutable_range(0x800, 0x1800);
  EXPECT_EQ(plan(), (Ranges{{0, 0x1000, Kind::kReadOnly, kMutable},
                            {0x1000, 0x2000, Kind::kText, kMutable},
                            {0x2000, 0x3000, Kind::kReadOnly, ""}}));
}

TEST_P(MutableTest, SeveralInAnyOrderAndOverlapping) {
  load(0, 0x8000, kRead);
  mutable_range(0x5000, 0x1000);
  mutable_range(0x1000, 0x2000);
  mutable_range(0x2000, 0x2000);
  EXPECT_EQ(plan(), (Ranges{{0, 0x1000, Kind::kReadOnly, ""},
                            {0x1000, 0x3000, Kind::kReadOnly, kMutable},
                            {0x3000, 0x4000, Kind::kReadOnly, kMutable},
                            {0x4000, 0x5000, Kind::kReadOnly, ""},
                            {0x5000, 0x6000, Kind::kReadOnly, kMutable},
                            {0x6000, 0x8000, Kind::kReadOnly, ""}}));
}

TEST_P(MutableTest, EmptyRangeCutsNothing) {
  load(0, 0x2000, kRead);
  mutable_range(0x1000, 0);
  EXPECT_EQ(plan(), (Ranges{{0, 0x2000, Kind::kReadOnly, ""}}));
}

TEST_P(MutableTest, OutsideTheSegmentsNothingIsAdded) {
  load(0, 0x2000, kRead);
  mutable_range(0x8000, 0x1000);
  mutable_range(~std::uint64_t{0} - 0xfff, 0xfff);
  EXPECT_EQ(plan(), (Ranges{{0, 0x2000, Kind::kReadOnly, ""}}));
}

TEST_F(PlanTest, SortedByAddressAcrossObjects) {
  Plan plan;
  for (std::uintptr_t start : {0x3000, 0x1000, 0x5000, 0x2000})
    take(plan.push(arena_, {.name = "x", .start = start, .end = start + 0x1000}));
  seal::sealing::sort(plan);
  for (std::size_t i = 1; i < plan.size(); ++i)
    EXPECT_LT(plan[i - 1].start, plan[i].start);
}

} // namespace
