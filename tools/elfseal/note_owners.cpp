// The tables of owners.
#include "note_owners.h"

#include "notes.h"

#include <ldseal/note.h>

#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/Endian.h>

namespace seal::elfseal {
namespace {

namespace endian = llvm::support::endian;

constexpr llvm::StringLiteral kMovable[] = {
    "GNU",    "FDO", "Go",      "stapsdt", "Crashpad",        "Android",
    "NetBSD", "PaX", "OpenBSD", "FreeBSD", LDSEAL_NOTE_OWNER,
};

// A signed 64-bit distance from itself to what it tells of, at the descriptor's start.
struct Distance {
  llvm::StringLiteral owner;
  std::uint32_t type;
};

constexpr Distance kDistances[] = {
    {"Crashpad", 0x4f464e49}, // of Chromium and Electron: client/crashpad_info_note.S
};

bool is_distance(const Note& note) {
  return note.descriptor.size >= sizeof(std::uint64_t) &&
         llvm::any_of(kDistances, [&](const Distance& known) {
           return note.owner == known.owner && note.type == known.type;
         });
}

// mold 1 puts notes aligned to 4 into a segment that is aligned to 8.
std::uint64_t alignment_within(llvm::ArrayRef<std::uint8_t> bytes, std::uint64_t alignment) {
  return holds_only(bytes, alignment, [](const Note&) { return true; }) ? alignment : 4;
}

} // namespace

bool can_move_notes(llvm::ArrayRef<std::uint8_t> bytes, std::uint64_t alignment) {
  return holds_only(bytes, alignment_within(bytes, alignment), [](const Note& note) {
    const bool says_nothing = note.owner.empty() && note.type == 0 && note.descriptor.size == 0;
    return says_nothing || llvm::is_contained(kMovable, note.owner);
  });
}

std::vector<std::uint8_t> moved_notes(llvm::ArrayRef<std::uint8_t> bytes, std::uint64_t alignment,
                                      std::uint64_t distance) {
  std::vector<std::uint8_t> moved(bytes.begin(), bytes.end());
  for_each_note(bytes, alignment_within(bytes, alignment), [&](const Note& note) {
    std::uint8_t* const word = moved.data() + note.descriptor.offset;
    if (is_distance(note))
      endian::write64le(word, endian::read64le(word) - distance);
    return true;
  });
  return moved;
}

} // namespace seal::elfseal
