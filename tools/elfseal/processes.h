// Finding processes by number or name, and what elfseal knows of one.
#pragma once

#include "smaps.h"

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <cstdint>
#include <string>
#include <vector>

namespace seal::elfseal {

struct Process {
  std::uint64_t number = 0;
  std::string name; ///< the kernel's, cut to 15 bytes by it, and changed by the process at will
  std::string executable; ///< its path; empty where it may not be known
  std::vector<Mapping> mappings;

  /// How many mappings are not sealed, of those that should be.
  std::size_t open() const;
};

/// The numbers of all processes but this one, ascending.
std::vector<std::uint64_t> all_processes();

/// Those with this name: the kernel's, or the file name of the executable. An error says that there
/// is none.
llvm::Expected<std::vector<std::uint64_t>> find_processes(llvm::StringRef name);

/// Reads a process's mappings. An error says why not.
llvm::Expected<Process> read_process(std::uint64_t number);

} // namespace seal::elfseal
