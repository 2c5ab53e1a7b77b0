// Notes: the seal mark, the GNU build-id, and GNU properties.
#pragma once

#include "elf/image.h"
#include <ldseal/note.h>

namespace seal::elf {

// What an object's notes say about sealing.
struct Mark {
  bool present = false;
  std::uint32_t version = LDSEAL_NOTE_VERSION;
  std::uint32_t policy = 0; // LDSEAL_POLICY_* bits, unknown ones included
};

// The mark of a loaded image; with several, the first ELFSEAL note wins over a GNU property.
Mark find_mark(const Image& image);

// The levels of the processor that the object's code needs (GNU_PROPERTY_X86_ISA_1_NEEDED), one bit
// a level; 0 where it does not say.
std::uint32_t find_levels_needed(const Image& image);

// The GNU build-id's bytes; empty when there is none.
std::span<const std::byte> find_build_id(const Image& image);

} // namespace seal::elf
