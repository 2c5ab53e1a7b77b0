// Walking notes, bounds first.
#include "notes.h"

#include "note_owners.h"

#include <ldseal/note.h>

#include <llvm/ADT/STLExtras.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Support/Endian.h>
#include <llvm/Support/MathExtras.h>

#include <algorithm>
#include <cstring>

namespace seal::elfseal {
namespace {

namespace elf = llvm::ELF;
namespace endian = llvm::support::endian;

constexpr llvm::StringLiteral kOwner = LDSEAL_NOTE_OWNER;
constexpr std::uint64_t kNoteHeader = 12;

// What a linker makes is far below these; they keep damaged files from costing time.
constexpr int kMostNotes = 4096;      // in a segment
constexpr int kMostProperties = 1024; // in a note
constexpr std::size_t kMostMarks = 64;

// Calls `each` for all notes that headers of these types point at, with the header.
void for_each_note_of(const Image& image, llvm::ArrayRef<std::uint32_t> types,
                      llvm::function_ref<bool(const Segment&, const Note&)> each) {
  for (const Segment& s : image.segments()) {
    if (!llvm::is_contained(types, s.p_type))
      continue;
    for_each_note(image.bytes(file_range(s)), note_alignment(s), [&](Note note) {
      note.whole.offset += s.p_offset;
      note.descriptor.offset += s.p_offset;
      return each(s, note);
    });
  }
}

// The properties of one NT_GNU_PROPERTY_TYPE_0 note: type, size, data padded to 8.
bool has_seal_property(const Image& image, FileRange properties) {
  llvm::ArrayRef<std::uint8_t> rest = image.bytes(properties);
  for (int i = 0; i < kMostProperties && rest.size() >= 8; ++i) {
    const std::uint32_t type = endian::read32le(rest.data());
    const std::uint64_t size = llvm::alignTo(std::uint64_t{endian::read32le(rest.data() + 4)}, 8);
    if (type == LDSEAL_GNU_PROPERTY_MEMORY_SEAL)
      return true;
    if (size > rest.size() - 8)
      return false;
    rest = rest.drop_front(8 + size);
  }
  return false;
}

// PT_GNU_PROPERTY and PT_NOTE usually cover the same note.
void add_unless_known(std::vector<Mark>& marks, const Mark& mark) {
  if (marks.size() < kMostMarks &&
      llvm::none_of(marks, [&](const Mark& m) { return m.note == mark.note; }))
    marks.push_back(mark);
}

// patchelf asks that sections fill segments of notes.
bool is_amid_segment(const Image& image, const Section& section) {
  const FileRange range = file_range(section);
  return llvm::any_of(image.segments(), [&](const Segment& s) {
    const FileRange all = file_range(s);
    return s.p_type == elf::PT_NOTE && all.contains(range) && all.offset != range.offset &&
           all.end() != range.end();
  });
}

} // namespace

void for_each_note(llvm::ArrayRef<std::uint8_t> bytes, std::uint64_t alignment,
                   llvm::function_ref<bool(const Note&)> each) {
  std::uint64_t at = 0;
  for (int i = 0; i < kMostNotes && bytes.size() - at >= kNoteHeader; ++i) {
    const std::uint8_t* const header = bytes.data() + at;
    const std::uint64_t name_size = endian::read32le(header);
    const std::uint64_t descriptor_size = endian::read32le(header + 4);
    // All below 2^34: sums do not wrap.
    const std::uint64_t descriptor = llvm::alignTo(kNoteHeader + name_size, alignment);
    const std::uint64_t end = descriptor + descriptor_size;
    if (end > bytes.size() - at)
      return;
    Note note;
    // The last note's padding is sometimes left out.
    note.whole = {at, std::min<std::uint64_t>(llvm::alignTo(end, alignment), bytes.size() - at)};
    note.descriptor = {at + descriptor, descriptor_size};
    note.owner =
        llvm::StringRef(reinterpret_cast<const char*>(header + kNoteHeader), name_size).rtrim('\0');
    note.type = endian::read32le(header + 8);
    if (!each(note))
      return;
    at += note.whole.size;
  }
}

bool holds_only(llvm::ArrayRef<std::uint8_t> bytes, std::uint64_t alignment,
                llvm::function_ref<bool(const Note&)> wanted) {
  std::uint64_t filled = 0;
  for_each_note(bytes, alignment, [&](const Note& note) {
    if (!wanted(note))
      return false;
    filled += note.whole.size;
    return true;
  });
  return filled == bytes.size();
}

std::vector<Mark> find_marks(const Image& image) {
  std::vector<Mark> marks;
  for_each_note_of(image, {elf::PT_NOTE, LDSEAL_PT_GNU_SEAL, elf::PT_GNU_PROPERTY},
                   [&](const Segment& s, const Note& note) {
                     Mark mark;
                     mark.note = note.whole;
                     if (note.owner == kOwner && note.type == LDSEAL_NOTE_SEAL &&
                         note.descriptor.size >= sizeof(ldseal_note_desc)) {
                       const std::uint8_t* const words = image.bytes(note.descriptor).data();
                       mark.form =
                           s.p_type == LDSEAL_PT_GNU_SEAL ? MarkForm::kSegment : MarkForm::kNote;
                       mark.version = endian::read32le(words);
                       mark.policy = endian::read32le(words + 4);
                       add_unless_known(marks, mark);
                     } else if (note.owner == "GNU" && note.type == elf::NT_GNU_PROPERTY_TYPE_0 &&
                                has_seal_property(image, note.descriptor)) {
                       mark.form = MarkForm::kProperty;
                       mark.version = LDSEAL_NOTE_VERSION;
                       add_unless_known(marks, mark);
                     }
                     return true;
                   });
  std::stable_partition(marks.begin(), marks.end(),
                        [](const Mark& m) { return m.form != MarkForm::kProperty; });
  return marks;
}

bool has_property_mark(const Image& image) {
  return llvm::any_of(find_marks(image),
                      [](const Mark& m) { return m.form == MarkForm::kProperty; });
}

std::optional<Mark> find_mark(const Image& image) {
  const std::vector<Mark> marks = find_marks(image);
  return marks.empty() ? std::nullopt : std::optional(marks.front());
}

std::vector<Note> find_own_notes(const Image& image, std::uint32_t type) {
  std::vector<Note> notes;
  for_each_note_of(image, {elf::PT_NOTE, LDSEAL_PT_GNU_SEAL},
                   [&](const Segment&, const Note& note) {
                     if (note.owner == kOwner && note.type == type)
                       notes.push_back(note);
                     return notes.size() < kMostMarks;
                   });
  return notes;
}

const Segment* note_segment(const Image& image) {
  const auto mapped_read_only = [&](const Segment& note) {
    return llvm::any_of(image.segments(), [&](const Segment& s) {
      return s.p_type == elf::PT_LOAD && !(s.p_flags & elf::PF_W) &&
             file_range(s).contains(file_range(note)) &&
             note.p_vaddr - note.p_offset == s.p_vaddr - s.p_offset;
    });
  };
  for (const Segment& s : image.segments())
    if (s.p_type == elf::PT_NOTE && note_alignment(s) == 4 && s.p_filesz != 0 &&
        mapped_read_only(s) && can_move_notes(image.bytes(file_range(s)), 4))
      return &s;
  return nullptr;
}

bool hold_build_id(llvm::ArrayRef<std::uint8_t> notes, std::uint64_t alignment) {
  bool found = false;
  for_each_note(notes, alignment, [&](const Note& note) {
    found = note.owner == "GNU" && note.type == elf::NT_GNU_BUILD_ID;
    return !found;
  });
  return found;
}

const Section* note_section(const Image& image) {
  const auto not_own = [](const Note& note) { return note.owner != kOwner; };
  const Section* last = nullptr;
  const Section* with_build_id = nullptr;
  for (const Section& s : image.sections()) {
    if (s.sh_type != elf::SHT_NOTE || !(s.sh_flags & elf::SHF_ALLOC) || s.sh_addralign != 4 ||
        s.sh_size == 0 || is_amid_segment(image, s))
      continue;
    const llvm::ArrayRef<std::uint8_t> bytes = image.bytes(file_range(s));
    if (holds_only(bytes, 4, not_own) && can_move_notes(bytes, 4))
      (hold_build_id(bytes, 4) ? with_build_id : last) = &s;
  }
  return last ? last : with_build_id;
}

std::uint8_t* put_own_header(std::uint8_t* at, std::uint32_t type, std::uint32_t descriptor_size) {
  endian::write32le(at, sizeof LDSEAL_NOTE_OWNER);
  endian::write32le(at + 4, descriptor_size);
  endian::write32le(at + 8, type);
  std::memcpy(at + kNoteHeader, LDSEAL_NOTE_OWNER, sizeof LDSEAL_NOTE_OWNER);
  return at + kOwnHeaderSize;
}

void put_mark(std::uint8_t* at, std::uint32_t policy) {
  std::uint8_t* const words = put_own_header(at, LDSEAL_NOTE_SEAL, sizeof(ldseal_note_desc));
  endian::write32le(words, LDSEAL_NOTE_VERSION);
  endian::write32le(words + 4, policy);
}

} // namespace seal::elfseal
