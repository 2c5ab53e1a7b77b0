// Notes in an ELF file: walking them, finding the marks among them, making a mark's bytes.
#pragma once

#include "buffer.h"
#include "image.h"

#include <llvm/ADT/STLFunctionalExtras.h>
#include <llvm/ADT/StringRef.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace seal::elfseal {

/// One note; ranges are places in what was walked.
struct Note {
  FileRange whole; ///< header, owner, descriptor and padding
  FileRange descriptor;
  llvm::StringRef owner; ///< without its NUL
  std::uint32_t type = 0;
};

/// Calls `each` for the notes in the bytes until it returns false. Ends at the first note that does
/// not fit.
void for_each_note(llvm::ArrayRef<std::uint8_t> bytes, std::uint64_t alignment,
                   llvm::function_ref<bool(const Note&)> each);

/// Whether whole notes fill the bytes, each as wanted: what is put behind them is found.
bool holds_only(llvm::ArrayRef<std::uint8_t> bytes, std::uint64_t alignment,
                llvm::function_ref<bool(const Note&)> wanted);

/// 8 or 4, as the gABI and what is in use have it.
inline std::uint64_t note_alignment(const Segment& s) { return s.p_align == 8 ? 8 : 4; }
inline std::uint64_t note_alignment(const Section& s) { return s.sh_addralign == 8 ? 8 : 4; }

/// How a file says that it wants to be sealed.
enum class MarkForm {
  kNote,     ///< in a PT_NOTE segment
  kSegment,  ///< in a PT_GNU_SEAL segment
  kProperty, ///< GNU_PROPERTY_MEMORY_SEAL
};

struct Mark {
  MarkForm form = MarkForm::kNote;
  std::uint32_t version = 0;
  std::uint32_t policy = 0;
  FileRange note; ///< the whole note; that of all properties for kProperty
};

/// All marks, notes before properties: the first one decides.
std::vector<Mark> find_marks(const Image& image);
/// Whether GNU_PROPERTY_MEMORY_SEAL is among them.
bool has_property_mark(const Image& image);
std::optional<Mark> find_mark(const Image& image); ///< the one that decides

/// Notes of elfseal's own owner with this type, LDSEAL_NOTE_*.
std::vector<Note> find_own_notes(const Image& image, std::uint32_t type);

/// The first PT_NOTE segment with notes aligned to 4 that can move and is mapped read-only; null if
/// there is none. Notes of different alignment never share a segment.
const Segment* note_segment(const Image& image);

/// Whether the build id is among them: what is in a core dump of it is its first page only.
bool hold_build_id(llvm::ArrayRef<std::uint8_t> notes, std::uint64_t alignment);

/// The last section of notes aligned to 4 that can move, none of them elfseal's, and not from amid
/// a segment; rather not the one with the build id. Null if there is none.
const Section* note_section(const Image& image);

inline constexpr std::uint64_t kOwnHeaderSize = 12 + 8; ///< of a note of elfseal's own
inline constexpr std::uint64_t kMarkSize = kOwnHeaderSize + 8;

/// Writes the header and owner of one of elfseal's own notes; returns where its descriptor begins.
std::uint8_t* put_own_header(std::uint8_t* at, std::uint32_t type, std::uint32_t descriptor_size);
/// Writes a mark, kMarkSize bytes.
void put_mark(std::uint8_t* at, std::uint32_t policy);

} // namespace seal::elfseal
