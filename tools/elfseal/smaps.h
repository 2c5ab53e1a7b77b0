// The mappings of a process, from /proc/PID/smaps, and what each of them is.
#pragma once

#include "kinds.h"

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <cstdint>
#include <string>
#include <vector>

namespace seal::elfseal {

struct Mapping {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::string permissions;  ///< as in the maps file: "r-xp"
  std::uint64_t offset = 0; ///< of the file
  std::string path;         ///< the file's, its image's, a name in brackets, or nothing
  std::string device;       ///< with the inode: which file it is
  std::uint64_t inode = 0;
  bool changed = false; ///< has pages of its own beside the file's
  bool sealed = false;
  MappingKind kind = MappingKind::kAnonymous;

  std::uint64_t size() const { return end - begin; } ///< in bytes
  bool writable() const { return permissions[1] == 'w'; }
  State state() const;
};

/// Reads a process's mappings. An error says why not.
llvm::Expected<std::vector<Mapping>> read_mappings(std::uint64_t process);

} // namespace seal::elfseal
