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

/// What marking added to a file, in the new one. Either that was inserted, and what stood there
/// stands behind it now; or it took the place of zeros, or the file ended before it.
struct Addition {
  FileRange range;
  bool inserted = false;

  /// How far the bytes that stood at `offset` have moved.
  std::uint64_t displacement(std::uint64_t offset) const {
    return inserted && offset >= range.offset ? range.size : 0;
  }
};

/// Describes `original` in terms of `marked`: the descriptor of an undo note, which will stand in
/// the addition, where there is room for it. `copy` holds the bytes of `marked`, perhaps the same,
/// and is as it was afterwards. Nothing if the two differ too much to be worth it.
std::optional<std::vector<std::uint8_t>> describe_undo(llvm::ArrayRef<std::uint8_t> original,
                                                       const Image& marked, Buffer& copy,
                                                       const Addition& added);

/// Turns `copy`, which holds the same bytes as `marked`, into the original. False if there is no
/// record, or if more than the policy has changed since it was marked; `copy` is then of no more
/// use.
bool undo(const Image& marked, Buffer& copy);

} // namespace seal::elfseal
