// `elfseal --process --html`: processes as one HTML page that needs nothing else.
#pragma once

#include "processes.h"

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>

#include <string>

namespace seal::elfseal {

/// A section a process: sums, a map of its address space, a table of its mappings. No scripts and
/// nothing from elsewhere; names are escaped.
std::string html_page(llvm::ArrayRef<Process> processes);

/// The page's CSS. Its classes are the names of states, and the page's parts.
extern const llvm::StringLiteral kPageStyle;

} // namespace seal::elfseal
