// Program headers: what can be mapped without harm. Every sum of untrusted numbers is tried where it
// wraps around.
#include "elf/header.h"
#include "elf/image.h"
#include "support/result.h"
#include <gtest/gtest.h>

namespace {

using seal::elf::check_program_headers;
using seal::test::error_of;

constexpr std::uint64_t kFileSize = 0x10000;
constexpr std::uint64_t kMax = ~std::uint64_t{0};

Elf64_Phdr load(std::uint64_t vaddr, std::uint64_t memsz, std::uint32_t flags = PF_R) {
  return {.p_type = PT_LOAD,
          .p_flags = flags,
          .p_offset = vaddr,
          .p_vaddr = vaddr,
          .p_paddr = 0,
          .p_filesz = memsz,
          .p_memsz = memsz,
          .p_align = 0x1000};
}

std::string check(std::initializer_list<Elf64_Phdr> phdrs, std::uint64_t size = kFileSize) {
  return error_of(check_program_headers({phdrs.begin(), phdrs.size()}, size));
}

template <class Change>
std::string check_changed(Change change) {
  Elf64_Phdr phdr = load(0x1000, 0x1000);
  change(phdr);
  return check({phdr});
}

TEST(ProgramHeaders, OfAnOrdinaryFileAreTaken) {
  Elf64_Phdr data = load(0x3800, 0x400, PF_R | PF_W);
  data.p_memsz = 0x4000; // bss
  EXPECT_EQ(check({load(0, 0x1000), load(0x1000, 0x2000, PF_R | PF_X), data}), "");
}

TEST(ProgramHeaders, WithoutASegmentAreAnError) {
  Elf64_Phdr note = load(0, 0x20);
  note.p_type = PT_NOTE;
  EXPECT_EQ(check({note}), "has no loadable segments");
  EXPECT_EQ(check({}), "has no loadable segments");
}

TEST(ProgramHeaders, SizesThatWrapAroundAreErrors) {
  EXPECT_EQ(check_changed([](auto& p) { p.p_memsz = kMax; }), "a segment's size wraps around");
  EXPECT_EQ(check_changed([](auto& p) { p.p_vaddr = kMax - 0xfff; }),
            "a segment's size wraps around");
  EXPECT_EQ(check_changed([](auto& p) { p.p_offset = kMax - 0xfff; }),
            "a segment's size wraps around");
  EXPECT_EQ(check_changed([](auto& p) { p.p_filesz = kMax; }), "a segment's size wraps around");
}

TEST(ProgramHeaders, OtherTypesMayNotWrapAroundEither) {
  for (std::uint32_t type : {PT_DYNAMIC, PT_NOTE, PT_TLS, PT_GNU_RELRO}) {
    Elf64_Phdr other = load(0x1000, 0x1000);
    other.p_type = type;
    other.p_vaddr = kMax;
    EXPECT_EQ(check({load(0x1000, 0x1000), other}), "a segment's size wraps around") << type;
  }
}

TEST(ProgramHeaders, UnusedEntryMayHoldAnything) {
  Elf64_Phdr unused = load(kMax, kMax);
  unused.p_type = PT_NULL;
  EXPECT_EQ(check({unused, load(0x1000, 0x1000), unused}), "");
}

TEST(ProgramHeaders, FilePartMayNotBeLongerThanTheSegment) {
  EXPECT_EQ(check_changed([](auto& p) { p.p_memsz = p.p_filesz - 1; }),
            "a segment is larger in the file than in memory");
  Elf64_Phdr tls = load(0x1000, 0x10);
  tls.p_type = PT_TLS;
  tls.p_memsz = 8;
  EXPECT_EQ(check({load(0x1000, 0x1000), tls}), "a segment is larger in the file than in memory");
}

TEST(ProgramHeaders, AlignmentIsAPowerOfTwo) {
  EXPECT_EQ(check_changed([](auto& p) { p.p_align = 0x1001; }),
            "a segment's alignment is not a power of two");
  EXPECT_EQ(check_changed([](auto& p) { p.p_align = 0; }), "");
  EXPECT_EQ(check_changed([](auto& p) { p.p_align = 1; }), "");
  Elf64_Phdr tls = load(0x1000, 8);
  tls.p_type = PT_TLS;
  tls.p_align = 24;
  EXPECT_EQ(check({load(0x1000, 0x1000), tls}), "a segment's alignment is not a power of two");
}

TEST(ProgramHeaders, AlignmentHasALimit) {
  EXPECT_EQ(check_changed([](auto& p) { p.p_align = std::uint64_t{1} << 30; }), "");
  EXPECT_EQ(check_changed([](auto& p) { p.p_align = std::uint64_t{1} << 31; }),
            "a segment's alignment is too large");
}

TEST(ProgramHeaders, SegmentsLieInTheAddressSpace) {
  constexpr std::uint64_t kLimit = std::uint64_t{1} << 47;
  EXPECT_EQ(check_changed([](auto& p) { p.p_vaddr = kLimit - 0x1000; }), "");
  EXPECT_EQ(check_changed([](auto& p) { p.p_vaddr = kLimit; }),
            "a segment lies outside the address space");
  EXPECT_EQ(check_changed([](auto& p) { p.p_memsz = kLimit; }),
            "a segment lies outside the address space");
}

TEST(ProgramHeaders, FileOffsetAndAddressAreCongruent) {
  EXPECT_EQ(check_changed([](auto& p) { p.p_offset = 0x3000; }), "");
  EXPECT_EQ(check_changed([](auto& p) { p.p_offset = 0x1008; }),
            "a segment's file offset and address are not congruent to the page size");
}

TEST(ProgramHeaders, SegmentBehindTheFileIsATruncatedFile) {
  EXPECT_EQ(check({load(0x1000, 0x1000)}, 0x2000), "");
  EXPECT_EQ(check({load(0x1000, 0x1000)}, 0x1fff),
            "file is truncated: a segment lies behind its end");
}

TEST(ProgramHeaders, SegmentOfZeroesNeedsNoBytesInTheFile) {
  Elf64_Phdr bss = load(0x8000, 0x1000, PF_R | PF_W);
  bss.p_filesz = 0;
  EXPECT_EQ(check({bss}, 0x100), "");
  // ... unless it begins inside a page, which is then mapped from the file.
  bss.p_vaddr = bss.p_offset = 0x8010;
  EXPECT_EQ(check({bss}, 0x100), "file is truncated: a segment lies behind its end");
}

TEST(ProgramHeaders, SegmentsAscendAndDoNotOverlap) {
  EXPECT_EQ(check({load(0x2000, 0x1000), load(0x1000, 0x1000)}),
            "segments overlap or are out of order");
  EXPECT_EQ(check({load(0x1000, 0x1001), load(0x2000, 0x1000)}),
            "segments overlap or are out of order");
  EXPECT_EQ(check({load(0x1000, 0x1000), load(0x1000, 0x1000)}),
            "segments overlap or are out of order");
}

// Two segments in one page: the page gets the later one's protection.
TEST(ProgramHeaders, SharedPageKeepsWhatTheEarlierSegmentNeeds) {
  EXPECT_EQ(check({load(0x1000, 0x800, PF_R), load(0x1800, 0x800, PF_R | PF_W)}), "");
  EXPECT_EQ(check({load(0x1000, 0x800, PF_R | PF_W), load(0x1800, 0x800, PF_R)}),
            "segments share a page, and the later one takes access from the other");
  EXPECT_EQ(check({load(0x1000, 0x800, PF_R), load(0x1800, 0x800, PF_X)}),
            "segments share a page, and the later one takes access from the other");
}

// A segment of no bytes is not mapped: it must not stand between two that share a page.
TEST(ProgramHeaders, EmptySegmentBetweenDoesNotHideWhatIsTaken) {
  EXPECT_EQ(
      check({load(0x1000, 0x800, PF_R | PF_W), load(0x1900, 0, PF_R), load(0x1a00, 0x100, PF_R)}),
      "segments share a page, and the later one takes access from the other");
}

// The checks that everything else rests on: which addresses exist.
class ImageTest : public testing::Test {
protected:
  Elf64_Phdr phdrs_[3] = {load(0x1000, 0x100), load(0x3000, 0x80, PF_R | PF_W),
                          load(0x5000, 0x100, PF_X)};
  seal::elf::Image image_{.bias = 0x10000, .phdrs = phdrs_};
};

TEST_F(ImageTest, RangeLiesInOneSegmentToItsLastByte) {
  EXPECT_EQ(image_.load_of(0x1000, 0x100), &phdrs_[0]);
  EXPECT_EQ(image_.load_of(0x10ff, 1), &phdrs_[0]);
  EXPECT_EQ(image_.load_of(0x10ff, 2), nullptr);
  EXPECT_EQ(image_.load_of(0xfff, 1), nullptr);
  EXPECT_EQ(image_.load_of(0x1000, 0x101), nullptr);
}

TEST_F(ImageTest, RangeThatWrapsAroundLiesNowhere) {
  EXPECT_FALSE(image_.contains(0x1010, kMax - 0x100f));
  EXPECT_FALSE(image_.contains(0x1010, kMax));
  EXPECT_FALSE(image_.contains(kMax, 1));
  EXPECT_FALSE(image_.contains(kMax, 2));
}

TEST_F(ImageTest, RangeThatEndsInsideByWrappingAroundLiesNowhere) {
  phdrs_[0] = load(0, 0x1000);
  EXPECT_FALSE(image_.contains(kMax - 0xff, 0x200));
}

TEST_F(ImageTest, ArrayIsAlignedReadableAndInside) {
  EXPECT_EQ(image_.array<std::uint64_t>(0x1000, 32).data(),
            reinterpret_cast<std::uint64_t*>(0x11000));
  EXPECT_EQ(image_.array<std::uint64_t>(0x1000, 32).size(), 32u);
  EXPECT_TRUE(image_.array<std::uint64_t>(0x1000, 33).empty());
  EXPECT_TRUE(image_.array<std::uint64_t>(0x1004, 1).empty()) << "misaligned";
  EXPECT_TRUE(image_.array<std::uint64_t>(0x5000, 1).empty()) << "not readable";
  EXPECT_TRUE(image_.array<std::uint64_t>(0x1000, 0).empty());
}

TEST_F(ImageTest, ArrayWhoseSizeOverflowsIsEmpty) {
  EXPECT_TRUE(image_.array<std::uint64_t>(0x1000, std::uint64_t{1} << 61).empty());
  EXPECT_TRUE(image_.array<std::uint64_t>(0x1000, (std::uint64_t{1} << 61) + 1).empty());
  EXPECT_TRUE(image_.array<std::uint64_t>(0x1000, kMax).empty());
}

TEST_F(ImageTest, ArrayToTheEndHasNoHalfElement) {
  EXPECT_EQ(image_.array_to_end<std::uint64_t>(0x10f8).size(), 1u);
  EXPECT_EQ(image_.array_to_end<std::uint64_t>(0x10f0).size(), 2u);
  phdrs_[0].p_memsz = 0x107;
  EXPECT_EQ(image_.array_to_end<std::uint64_t>(0x10f8).size(), 1u);
  EXPECT_TRUE(image_.array_to_end<std::uint64_t>(0x1100).empty());
  EXPECT_TRUE(image_.array_to_end<std::uint64_t>(0x2000).empty()) << "a hole";
}

} // namespace
