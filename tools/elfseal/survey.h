// What both pictures of a process show: sums, and its mappings by object.
#pragma once

#include "smaps.h"

#include <llvm/ADT/ArrayRef.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace seal::elfseal {

struct Sum {
  std::uint64_t bytes = 0;
  std::size_t mappings = 0;
};

using Sums = std::array<Sum, kStates>; ///< by State

Sums sum_up(llvm::ArrayRef<Mapping> mappings);

/// Mappings that follow each other: those of one ELF file, or several that belong to none.
struct Group {
  std::string name; ///< for people, as the file has it: not yet printable
  llvm::ArrayRef<Mapping> mappings;

  std::uint64_t size() const; ///< in bytes
};

/// In the order of addresses; they refer to `mappings`.
std::vector<Group> group_mappings(llvm::ArrayRef<Mapping> mappings);

/// How much room a mapping takes in a picture: one more for twice the size, so that a page can be
/// seen beside a gigabyte.
unsigned cells(const Mapping& mapping);

} // namespace seal::elfseal
