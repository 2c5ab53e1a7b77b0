// Proof, before a file is replaced, that the new one says what the old one said.
#pragma once

#include <llvm/ADT/ArrayRef.h>
#include <llvm/Support/Error.h>

#include <cstdint>
#include <optional>
#include <string>

namespace seal::elfseal {

/// What the two files differ in.
struct Wanted {
  std::uint32_t policy = 0;
  std::optional<std::string> interpreter; ///< unset: as it was
  bool gnu_property = false;              ///< it is added
};

/// Reads both with LLVM's libObject: the same segments and sections with the same contents, notes
/// added to, loadable segments in order, the mark with that policy, and a way back.
llvm::Error verify_marked(llvm::ArrayRef<std::uint8_t> original,
                          llvm::ArrayRef<std::uint8_t> marked, const Wanted& wanted);

} // namespace seal::elfseal
