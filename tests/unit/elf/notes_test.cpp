// Notes: where the seal mark is found, what it says, and that a damaged note can only hide a mark.
#include "elf/notes.h"
#include "support/image.h"
#include <gtest/gtest.h>

namespace {

using seal::elf::find_build_id;
using seal::elf::find_levels_needed;
using seal::elf::find_mark;
using seal::elf::Mark;
using seal::test::kBase;
using seal::test::TestImage;

using Bytes = std::vector<char>;

template <class... Words>
Bytes words(Words... values) {
  std::uint32_t array[] = {std::uint32_t(values)...};
  Bytes bytes(sizeof array);
  std::memcpy(bytes.data(), array, sizeof array);
  return bytes;
}

Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// The owner counts its NUL; both parts are padded to `align`.
Bytes note(std::uint32_t type, std::string owner, const Bytes& desc, std::size_t align = 4) {
  owner.push_back('\0');
  Bytes bytes = words(owner.size(), desc.size(), type);
  auto pad = [&] { bytes.resize((bytes.size() + align - 1) / align * align); };
  bytes.insert(bytes.end(), owner.begin(), owner.end());
  pad();
  bytes.insert(bytes.end(), desc.begin(), desc.end());
  pad();
  return bytes;
}

Bytes mark_note(std::uint32_t version, std::uint32_t policy) {
  return note(LDSEAL_NOTE_SEAL, "ELFSEAL", words(version, policy));
}
Bytes property_note(const Bytes& properties) {
  return note(NT_GNU_PROPERTY_TYPE_0, "GNU", properties, 8);
}

class NotesTest : public testing::Test {
protected:
  // A segment of notes that ends where the memory ends.
  seal::elf::Image with(const Bytes& notes, std::uint32_t type = PT_NOTE, std::uint64_t align = 4) {
    image_ = std::make_unique<TestImage>((notes.size() + 7) / 8 * 8 + 0x100);
    image_->finish();
    image_->header(type, image_->put_last(notes), notes.size(), align);
    return image_->image();
  }
  Mark mark(const Bytes& notes, std::uint32_t type = PT_NOTE, std::uint64_t align = 4) {
    return find_mark(with(notes, type, align));
  }
  std::unique_ptr<TestImage> image_;
};

TEST_F(NotesTest, FileWithoutNotesHasNoMark) {
  TestImage image;
  EXPECT_FALSE(find_mark(image.image()).present);
  EXPECT_TRUE(find_build_id(image.image()).empty());
}

TEST_F(NotesTest, MarkIsFoundInPtNote) {
  Mark found = mark(mark_note(1, LDSEAL_POLICY_DATA | LDSEAL_POLICY_REQUIRE));
  EXPECT_TRUE(found.present);
  EXPECT_EQ(found.version, 1u);
  EXPECT_EQ(found.policy, LDSEAL_POLICY_DATA | LDSEAL_POLICY_REQUIRE);
}

TEST_F(NotesTest, MarkIsFoundInASegmentOfItsOwn) {
  EXPECT_TRUE(mark(mark_note(1, 0), LDSEAL_PT_GNU_SEAL).present);
  EXPECT_FALSE(mark(mark_note(1, 0), PT_GNU_EH_FRAME).present) << "no segment of notes";
}

TEST_F(NotesTest, MarkIsFoundBehindOtherNotes) {
  Bytes others = note(NT_GNU_BUILD_ID, "GNU", Bytes(20, 'x')) + note(7, "Odd", Bytes(5, 'y'));
  EXPECT_EQ(mark(others + mark_note(1, LDSEAL_POLICY_WX)).policy, LDSEAL_POLICY_WX);
}

TEST_F(NotesTest, UnknownVersionAndPolicyAreGivenAsTheyAre) {
  Mark found = mark(mark_note(9, 0x80000001));
  EXPECT_TRUE(found.present);
  EXPECT_EQ(found.version, 9u);
  EXPECT_EQ(found.policy, 0x80000001u);
}

TEST_F(NotesTest, FirstOfSeveralMarksCounts) {
  EXPECT_EQ(mark(mark_note(1, LDSEAL_POLICY_DATA) + mark_note(1, 0)).policy, LDSEAL_POLICY_DATA);
}

TEST_F(NotesTest, LongerDescriptorIsAMarkOfALaterVersion) {
  EXPECT_EQ(mark(note(1, "ELFSEAL", words(2, 4, 77))).version, 2u);
}

TEST_F(NotesTest, ShorterDescriptorIsNoMark) {
  EXPECT_FALSE(mark(note(1, "ELFSEAL", words(1))).present);
  EXPECT_FALSE(mark(note(1, "ELFSEAL", {})).present);
}

TEST_F(NotesTest, OtherOwnersAndTypesAreNoMarks) {
  EXPECT_FALSE(mark(note(1, "ELFSEA", words(1, 0))).present);
  EXPECT_FALSE(mark(note(1, "ELFSEALS", words(1, 0))).present);
  EXPECT_FALSE(mark(note(1, "elfseal", words(1, 0))).present);
  EXPECT_FALSE(mark(note(LDSEAL_NOTE_VOID, "ELFSEAL", words(1, 0))).present) << "taken back";
  EXPECT_FALSE(mark(note(LDSEAL_NOTE_UNDO, "ELFSEAL", words(1, 0))).present);
}

TEST_F(NotesTest, OwnerCountsItsNul) {
  Bytes bytes = mark_note(1, 0);
  bytes[0] = 7; // namesz
  EXPECT_FALSE(mark(bytes).present);
}

TEST_F(NotesTest, PropertyThreeIsAMarkWithoutPolicy) {
  Mark found = mark(property_note(words(3, 0)), PT_NOTE, 8);
  EXPECT_TRUE(found.present);
  EXPECT_EQ(found.policy, 0u);
  EXPECT_EQ(found.version, std::uint32_t{LDSEAL_NOTE_VERSION});
}

TEST_F(NotesTest, PropertyThreeIsFoundAmongOthers) {
  Bytes ibt = words(0xc0000002, 4, 3, 0); // x86 feature, padded to 8
  EXPECT_TRUE(mark(property_note(words(1, 8, 0, 0) + words(3, 0) + ibt), PT_NOTE, 8).present);
  EXPECT_TRUE(mark(property_note(ibt + words(3, 0)), PT_NOTE, 8).present);
  EXPECT_FALSE(mark(property_note(ibt), PT_NOTE, 8).present);
}

TEST_F(NotesTest, PropertyThreeHasNoData) {
  EXPECT_FALSE(mark(property_note(words(3, 4, 1, 0)), PT_NOTE, 8).present);
}

TEST_F(NotesTest, DataOfAnotherPropertyIsNoProperty) {
  EXPECT_FALSE(mark(property_note(words(1, 8, 3, 0)), PT_NOTE, 8).present);
}

TEST_F(NotesTest, MarkWinsOverProperty) {
  TestImage image;
  image.finish();
  Bytes property = property_note(words(3, 0)), own = mark_note(1, LDSEAL_POLICY_STACK);
  image.header(PT_NOTE, image.put(property, 8), property.size(), 8);
  image.header(PT_NOTE, image.put(own, 4), own.size(), 4);
  EXPECT_EQ(find_mark(image.image()).policy, LDSEAL_POLICY_STACK);
}

// gABI: in a segment aligned to 8 each note begins at a multiple of 8 from the segment's start.
TEST_F(NotesTest, MarkIsFoundBehindAnotherNoteAlignedToEight) {
  Bytes property = note(NT_GNU_PROPERTY_TYPE_0, "GNU", words(0xc0000002, 4, 3, 0), 8);
  ASSERT_EQ(property.size(), 32u);
  EXPECT_TRUE(mark(property + note(1, "ELFSEAL", words(1, 0), 8), PT_NOTE, 8).present);
}

TEST_F(NotesTest, BuildIdIsItsBytes) {
  auto image = with(mark_note(1, 0) + note(NT_GNU_BUILD_ID, "GNU", {'\1', '\2', '\3'}));
  auto id = find_build_id(image);
  ASSERT_EQ(id.size(), 3u);
  EXPECT_EQ(int(id[0]), 1);
  EXPECT_EQ(int(id[2]), 3);
}

TEST_F(NotesTest, BuildIdIsGnus) {
  EXPECT_TRUE(find_build_id(with(note(NT_GNU_BUILD_ID, "Go", {'x'}))).empty());
  EXPECT_TRUE(find_build_id(with(note(NT_GNU_ABI_TAG, "GNU", {'x'}))).empty());
}

TEST_F(NotesTest, SizesThatReachOutsideEndTheWalk) {
  for (std::size_t field : {0, 4}) // namesz, descsz
    for (std::uint32_t size : {9u, 0x100u, 0x7fffffffu, 0xfffffff0u, 0xffffffffu}) {
      Bytes bytes = mark_note(1, 0);
      std::memcpy(bytes.data() + field, &size, 4);
      EXPECT_FALSE(mark(bytes).present) << field << " " << size;
    }
}

TEST_F(NotesTest, DamagedNoteHidesWhatFollows) {
  Bytes broken = note(5, "Odd", {});
  broken[4] = broken[5] = 0x7f; // descsz
  EXPECT_FALSE(mark(broken + mark_note(1, 0)).present);
}

TEST_F(NotesTest, TruncatedAnywhereIsReadNoFurther) {
  Bytes whole = note(NT_GNU_BUILD_ID, "GNU", Bytes(20, 'x')) + mark_note(1, 0) +
                property_note(words(0xc0000002, 4, 3, 0, 3, 0));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Bytes part(whole.begin(), whole.begin() + std::ptrdiff_t(size));
    EXPECT_EQ(mark(part).present, size >= 36 + mark_note(1, 0).size()) << size;
    EXPECT_EQ(find_build_id(image_->image()).empty(), size < 36);
  }
}

TEST_F(NotesTest, EachByteMayBeAnything) {
  Bytes whole = note(NT_GNU_BUILD_ID, "GNU", Bytes(20, 'x')) +
                note(NT_GNU_PROPERTY_TYPE_0, "GNU", words(0xc0000002, 4, 3, 0, 3, 0)) +
                mark_note(1, 0);
  for (std::size_t i = 0; i < whole.size(); ++i)
    for (int value : {0, 1, 3, 0x7f, 0x80, 0xff})
      for (std::uint64_t align : {4, 8}) {
        Bytes bytes = whole;
        bytes[i] = char(value);
        mark(bytes, PT_NOTE, align); // reads nothing outside: AddressSanitizer would tell
        find_build_id(image_->image());
      }
}

// A property note that asks for these levels of the processor.
Bytes levels_note(std::uint32_t levels) { return property_note(words(0xc0008002, 4, levels, 0)); }

TEST_F(NotesTest, LevelsOfTheProcessorAreAProperty) {
  EXPECT_EQ(find_levels_needed(with(levels_note(7), PT_NOTE, 8)), 7u);
  EXPECT_EQ(find_levels_needed(
                with(property_note(words(0xc0000002, 4, 3, 0, 0xc0008002, 4, 2, 0)), PT_NOTE, 8)),
            2u);
  EXPECT_EQ(find_levels_needed(with(property_note(words(0xc0008002, 8, 1, 1)), PT_NOTE, 8)), 0u);
  EXPECT_EQ(find_levels_needed(with(property_note(words(0xc0010002, 4, 1, 0)), PT_NOTE, 8)), 0u);
}

// As glibc's loader reads them.
TEST_F(NotesTest, LevelsCountInASegmentAlignedToEightAlone) {
  EXPECT_EQ(find_levels_needed(with(levels_note(7), PT_NOTE, 4)), 0u);
  EXPECT_EQ(find_levels_needed(with(levels_note(7), PT_GNU_PROPERTY, 8)), 0u);
}

TEST_F(NotesTest, LevelsOfTwoNotesDoNotCount) {
  EXPECT_EQ(find_levels_needed(with(levels_note(7) + levels_note(1), PT_NOTE, 8)), 0u);
}

TEST_F(NotesTest, LevelsOfTheLastSegmentCount) {
  TestImage image;
  image.finish();
  for (std::uint32_t levels : {7, 3}) {
    Bytes bytes = levels_note(levels);
    image.header(PT_NOTE, image.put(bytes, 8), bytes.size(), 8);
  }
  Bytes other = note(NT_GNU_BUILD_ID, "GNU", {'x'}, 8);
  image.header(PT_NOTE, image.put(other, 8), other.size(), 8);
  EXPECT_EQ(find_levels_needed(image.image()), 3u);
}

// Zeroes are notes of 12 bytes: bss would hold as many as the file likes.
TEST_F(NotesTest, NotesEndWhereTheFileEnds) {
  TestImage image;
  image.finish();
  const Bytes zeroes(120), own = mark_note(1, 0);
  image.header(PT_NOTE, image.put(zeroes + own, 4), zeroes.size() + own.size(), 4);
  EXPECT_TRUE(find_mark(image.image()).present);
  image.load().p_filesz = image.image().find(PT_NOTE)->p_vaddr - kBase + zeroes.size();
  EXPECT_FALSE(find_mark(image.image()).present);
}

// Many headers may lead to the same notes.
TEST_F(NotesTest, SegmentsBehindTheSixtyFourthAreNotRead) {
  for (std::size_t before : {63u, 64u}) {
    TestImage image;
    image.finish();
    const Bytes own = mark_note(1, 0);
    const std::uint64_t at = image.put(own, 4);
    std::vector<Elf64_Phdr> phdrs(before + 1, {.p_type = PT_NOTE,
                                               .p_flags = PF_R,
                                               .p_offset = at,
                                               .p_vaddr = at,
                                               .p_paddr = at,
                                               .p_filesz = 0,
                                               .p_memsz = 0,
                                               .p_align = 4});
    phdrs.back().p_memsz = own.size();
    seal::elf::Image view = image.image();
    view.phdrs = phdrs;
    EXPECT_EQ(find_mark(view).present, before < 64);
  }
}

TEST_F(NotesTest, SegmentOutsideTheImageHoldsNothing) {
  for (std::uint64_t vaddr : {std::uint64_t{0}, std::uint64_t{0x100000}, ~std::uint64_t{0} - 64}) {
    TestImage image;
    image.finish();
    image.header(PT_NOTE, vaddr, 64, 4);
    EXPECT_FALSE(find_mark(image.image()).present);
  }
}

} // namespace
