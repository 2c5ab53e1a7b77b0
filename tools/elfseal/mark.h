// Marking a file and taking the mark back: which way is taken, in order. Works in memory only;
// replace.h writes files.
#pragma once

#include "buffer.h"
#include "image.h"
#include "source.h"
#include "verify.h"

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace seal::elfseal {

struct Wish {
  std::optional<std::uint32_t> policy;    ///< unset: as it is, or the default policy
  std::optional<std::string> interpreter; ///< unset: as it is
  bool gnu_property = false;              ///< GNU_PROPERTY_MEMORY_SEAL, too; else as it is
  bool force = false;                     ///< even behind data that is appended to the ELF file
};

/// What was done to a file.
enum class Change {
  kNone,       ///< it was as wished already
  kRewritten,  ///< in place
  kPadding,    ///< the mark stands in what was padding behind the first segment
  kNewSegment, ///< the mark stands in a segment of its own
  kRestored,   ///< byte for byte as before it was marked
  kVoided,     ///< the mark was voided in place: the file has changed since it was marked
};

llvm::StringRef description(Change change);

struct Outcome {
  Change change = Change::kNone;
  std::optional<Buffer> result; ///< the new bytes, unless kNone
  std::optional<Buffer> basis;  ///< the unmarked file that `result` was made from, if it was
  Wanted wanted;                ///< what `result` should differ in from `basis`
  std::vector<std::string> warnings;
};

/// Refuses what no loader would read a mark of, with one line that says why.
llvm::Error check_markable(const Image& image);

llvm::Expected<Outcome> mark(const Source& source, const Wish& wish);
llvm::Expected<Outcome> unmark(const Source& source);

} // namespace seal::elfseal
