// What is known of notes by their owners: whether they can stand elsewhere in a file.
#pragma once

#include <llvm/ADT/ArrayRef.h>

#include <cstdint>
#include <vector>

namespace seal::elfseal {

/// Whether whole notes fill `bytes`, all of owners whose notes nothing but headers points at.
/// Others may be read by the program itself where they stand, or tell distances that begin there.
bool can_move_notes(llvm::ArrayRef<std::uint8_t> bytes, std::uint64_t alignment);

/// The notes as they have to be `distance` bytes further up: those that tell how far something is
/// from themselves tell it anew.
std::vector<std::uint8_t> moved_notes(llvm::ArrayRef<std::uint8_t> bytes, std::uint64_t alignment,
                                      std::uint64_t distance);

} // namespace seal::elfseal
