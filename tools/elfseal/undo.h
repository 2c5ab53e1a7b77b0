// The undo record: what --unmark needs to restore a file byte for byte. docs/mark.md has its
// format.
//
// It is a description of the old file in terms of the new one: which bytes differ, and what they
// were. It knows nothing of how a file was marked, so it holds for every way of marking.
#pragma once

#include "buffer.h"
#include "image.h"

#include <llvm/ADT/ArrayRef.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace seal::elfseal {

/// Describes `original` in terms of `marked`: the descriptor of an undo note. What lies in `home`,
/// where the note itself will stand, was zero or beyond the end of the original. Nothing if the two
/// differ too much to be worth it.
std::optional<std::vector<std::uint8_t>> describe_undo(llvm::ArrayRef<std::uint8_t> original,
                                                       llvm::ArrayRef<std::uint8_t> marked,
                                                       FileRange home);

/// Turns `copy`, which holds the same bytes as `marked`, into the original. False if there is no
/// record, or if the file has changed since it was marked; `copy` is then of no more use.
bool undo(const Image& marked, Buffer& copy);

} // namespace seal::elfseal
