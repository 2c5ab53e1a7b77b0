// Sections whose author wants their pages left alone (docs/mark.md): .openbsd.mutable,
// .gnu.mutable.
#pragma once

#include "image.h"

#include <llvm/Support/Error.h>

#include <vector>

namespace seal::elfseal {

/// A program header for each such section that lies in memory and has none yet: linkers for Linux
/// make none, and a loader reads no section headers.
llvm::Expected<std::vector<Segment>> mutable_segments(const Image& image);

} // namespace seal::elfseal
