// `elfseal --process`: which mappings of a running process are sealed.
#pragma once

#include "smaps.h"

#include <llvm/Support/raw_ostream.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace seal::elfseal {

/// How many mappings are not sealed, of those that should be.
std::size_t count_open(const std::vector<Mapping>& mappings);

void print_mappings(llvm::raw_ostream& out, const std::vector<Mapping>& mappings);

/// As one JSON document.
void write_mappings(llvm::raw_ostream& out, std::uint64_t process,
                    const std::vector<Mapping>& mappings);

} // namespace seal::elfseal
