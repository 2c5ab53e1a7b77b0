// `elfseal --process` on a terminal: a map of the address space in colours.
#pragma once

#include "processes.h"

#include <llvm/ADT/ArrayRef.h>
#include <llvm/Support/raw_ostream.h>

namespace seal::elfseal {

/// Draws each process, a line an object (behind "!" if something of it is open), at most `width`
/// columns wide (0: as a plain terminal); then tells what the colours and letters mean. `out` must
/// have its colours enabled.
void draw(llvm::raw_ostream& out, llvm::ArrayRef<Process> processes, unsigned width);

} // namespace seal::elfseal
