// The mappings of a process, from /proc/PID/smaps, and which of them belong to an ELF image.
#pragma once

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <cstdint>
#include <string>
#include <vector>

namespace seal::elfseal {

enum class MappingKind {
  kImage,     ///< mapped from an ELF file
  kImagePart, ///< anonymous or inaccessible, between mappings of one ELF file: RELRO, bss, holes
  kFile,      ///< mapped from another file
  kSystem,    ///< vdso and vvar
  kVsyscall,  ///< the kernel's own page, which cannot be sealed
  kStack,
  kHeap,
  kAnonymous,
};

struct Mapping {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::string permissions; ///< as in the maps file: "r-xp"
  std::string path;        ///< the file's, or a name in brackets, or nothing
  std::string device;      ///< with the inode: which file it is
  std::uint64_t inode = 0;
  bool sealed = false;
  MappingKind kind = MappingKind::kAnonymous;

  bool writable() const { return permissions[1] == 'w'; }
  /// A part of an ELF image that cannot be written to.
  bool should_be_sealed() const;
};

/// Reads a process's mappings. An error says why not.
llvm::Expected<std::vector<Mapping>> read_mappings(std::uint64_t process);

} // namespace seal::elfseal
