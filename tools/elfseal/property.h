// GNU_PROPERTY_MEMORY_SEAL in the note of the GNU properties: by it other loaders and tools than
// elfseal's know a file that wants to be sealed.
#pragma once

#include "buffer.h"
#include "image.h"

#include <llvm/ADT/ArrayRef.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace seal::elfseal {

inline constexpr std::uint64_t kPropertyAlignment = 8;

/// The place of the note that loaders take the properties from: PT_GNU_PROPERTY's, else the first
/// PT_NOTE's that begins with one. Nothing if there is none. Where other notes share its segment,
/// that of them all.
std::optional<FileRange> property_note(const Image& image);

/// The bytes of a note that has the property besides those of `note`, in the order of their types;
/// of a new note if that is empty. Nothing if `note` is not one whole note of properties in order.
std::optional<std::vector<std::uint8_t>> with_seal_property(llvm::ArrayRef<std::uint8_t> note);

/// Takes the property out of its note in `bytes`, those of `image`; what else the note holds moves
/// up, and headers say that it is shorter. False if it stands in no such note.
bool drop_seal_property(llvm::MutableArrayRef<std::uint8_t> bytes, const Image& image);

} // namespace seal::elfseal
