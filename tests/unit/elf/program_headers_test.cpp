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

seal::elf::Image image_of(std::span<const Elf64_Phdr> phdrs, seal::os::Arena& arena) {
  return {.phdrs = phdrs, .loads = *seal::elf::loads_of(phdrs, arena)};
}

std::string check(std::initializer_list<Elf64_Phdr> phdrs, std::uint64_t size = kFileSize) {
  seal::os::Scratch arena;
  return error_of(check_program_headers(image_of({phdrs.begin(), phdrs.size()}, arena), size));
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
  EXPECT_EQ(check({note}), "object file has no loadable segments");
  EXPECT_EQ(check({}), "object file has no loadable segments");
}

TEST(ProgramHeaders, SizesThatWrapAroundAreErrors) {
  EXPECT_EQ(check_changed([](auto& p) { p.p_memsz = kMax; }),
            "a segment lies outside the address space");
  EXPECT_EQ(check_changed([](auto& p) { p.p_vaddr = kMax - 0xfff; }),
            "a segment lies outside the address space");
  EXPECT_EQ(check_changed([](auto& p) { p.p_offset = kMax - 0xfff; }),
            "file is truncated: a segment lies behind its end");
  EXPECT_EQ(check_changed([](auto& p) { p.p_filesz = kMax; }),
            "a segment is larger in the file than in memory");
}

// What maps nothing is checked where it is used.
TEST(ProgramHeaders, OtherTypesMayHoldAnything) {
  for (std::uint32_t type : {PT_NULL, PT_DYNAMIC, PT_NOTE, PT_TLS, PT_GNU_RELRO, 0x60000123}) {
    Elf64_Phdr other = load(kMax, kMax);
    other.p_type = type;
    EXPECT_EQ(check({other, load(0x1000, 0x1000), other}), "") << type;
  }
}

TEST(ProgramHeaders, FilePartMayNotBeLongerThanTheSegment) {
  EXPECT_EQ(check_changed([](auto& p) { p.p_memsz = p.p_filesz - 1; }),
            "a segment is larger in the file than in memory");
  EXPECT_EQ(check({load(0x1000, 0x1000),
                   [] {
                     Elf64_Phdr empty = load(0x1000, 0x1000);
                     empty.p_memsz = 0;
                     return empty;
                   }()}),
            "a segment is larger in the file than in memory");
}

// Mapping honours the powers of two, and fails where there is no such room.
TEST(ProgramHeaders, AlignmentMayBeAnything) {
  for (std::uint64_t align : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{0x1001},
                              std::uint64_t{1} << 31, std::uint64_t{1} << 63, kMax})
    EXPECT_EQ(check_changed([&](auto& p) { p.p_align = align; }), "");
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
            "ELF load command address/offset not page-aligned");
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

TEST(ProgramHeaders, SegmentsDoNotOverlap) {
  EXPECT_EQ(check({load(0x1000, 0x1001), load(0x2000, 0x1000)}), "segments overlap");
  EXPECT_EQ(check({load(0x2000, 0x1000), load(0x1000, 0x1001)}), "segments overlap");
  EXPECT_EQ(check({load(0x1000, 0x1000), load(0x1000, 0x1000)}), "segments overlap");
}

TEST(ProgramHeaders, SegmentsMayStandInAnyOrder) {
  EXPECT_EQ(check({load(0x2000, 0x1000), load(0x1000, 0x1000)}), "");
  EXPECT_EQ(check({load(0x3000, 0x10), load(0x1000, 0x1000), load(0x2000, 0x1000)}), "");
}

// The kernel maps in the order of the headers, and the last has the page.
TEST(ProgramHeaders, SegmentsInAnotherOrderShareNoPage) {
  EXPECT_EQ(check({load(0x1800, 0x800), load(0x1000, 0x800)}),
            "segments share a page, and are not in the order of their addresses");
  EXPECT_EQ(check({load(0x3000, 0x10), load(0x1000, 0x800), load(0x1800, 0x800)}),
            "segments share a page, and are not in the order of their addresses");
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
  seal::elf::Image image_{.bias = 0x10000, .phdrs = phdrs_, .loads = phdrs_};
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

TEST_F(ImageTest, WhatMayBeWrittenCanBeRead) {
  phdrs_[0].p_flags = PF_W;
  EXPECT_FALSE(image_.array<std::uint64_t>(0x1000, 1).empty());
}

TEST_F(ImageTest, TableToTheEndHasNoHalfElement) {
  EXPECT_EQ(image_.table_to_end<std::uint64_t>(0x10f8).size(), 1u);
  EXPECT_EQ(image_.table_to_end<std::uint64_t>(0x10f0).size(), 2u);
  phdrs_[0].p_memsz = phdrs_[0].p_filesz = 0x107;
  EXPECT_EQ(image_.table_to_end<std::uint64_t>(0x10f8).size(), 1u);
  EXPECT_TRUE(image_.table_to_end<std::uint64_t>(0x1100).empty());
  EXPECT_TRUE(image_.table_to_end<std::uint64_t>(0x2000).empty()) << "a hole";
}

// A terabyte of bss costs a file nothing.
TEST_F(ImageTest, TableLiesInThePartFromTheFile) {
  phdrs_[0].p_memsz = std::uint64_t{1} << 40;
  phdrs_[1].p_vaddr += std::uint64_t{1} << 41;
  phdrs_[2].p_vaddr += std::uint64_t{1} << 41;
  EXPECT_EQ(image_.table_to_end<std::uint64_t>(0x10f0).size(), 2u);
  EXPECT_EQ(image_.table<std::uint64_t>(0x1000, 32).size(), 32u);
  EXPECT_TRUE(image_.table<std::uint64_t>(0x1000, 33).empty());
  EXPECT_TRUE(image_.table_to_end<std::uint64_t>(0x1100).empty());
  EXPECT_EQ(image_.array<std::uint64_t>(0x1000, 33).size(), 33u) << "memory that the file has";
}

TEST(Loads, AreThoseThatMapSomethingByAddress) {
  Elf64_Phdr note = load(0x1000, 0x20);
  note.p_type = PT_NOTE;
  const Elf64_Phdr phdrs[] = {load(0x5000, 0x10), note, load(0, 0), load(0x1000, 0x1000),
                              load(0x3000, 1)};
  seal::os::Scratch arena;
  const auto image = image_of(phdrs, arena);
  ASSERT_EQ(image.loads.size(), 3u);
  EXPECT_EQ(image.loads[0].p_vaddr, 0x1000u);
  EXPECT_EQ(image.loads[1].p_vaddr, 0x3000u);
  EXPECT_EQ(image.loads[2].p_vaddr, 0x5000u);
  EXPECT_EQ(image.load_of(0x5008, 8), &image.loads[2]);
  EXPECT_EQ(image.find(PT_LOAD), &phdrs[4]) << "the last of a type";
}

} // namespace
