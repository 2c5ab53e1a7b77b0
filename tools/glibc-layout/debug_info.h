// The DWARF of one shared object: its structures by name, and where in them a member stands.
#pragma once

#include "elf_object.h"

#include <elfutils/libdw.h>

#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <cstdint>
#include <memory>
#include <optional>

namespace seal::layout {

// A member, or a whole structure at offset 0.
struct Place {
  std::uint64_t bit_offset = 0;
  std::uint64_t bit_width = 0; // 0 unless it is a bit-field
  Dwarf_Die type{};            // typedefs and qualifiers stripped
};

class DebugInfo {
public:
  // Reads the debug information of `object`: the object's own if it was not stripped, else that of
  // the separate file which `debug_dir` (for example /usr/lib/debug) keeps under the object's
  // build-id.
  static llvm::Expected<DebugInfo> open(const ElfObject& object, llvm::StringRef debug_dir);

  // The member at `path` (names with dots between them) of `structure`, the structure itself for an
  // empty path; nothing if there is no such structure or member, or if structures of that name
  // differ in size. Steps through anonymous members and to an array's first element.
  std::optional<Place> find(llvm::StringRef structure, llvm::StringRef path) const;

  // The file that it was read from.
  const ElfObject& file() const { return file_; }

private:
  struct Close {
    void operator()(Dwarf* dwarf) const { dwarf_end(dwarf); }
  };
  DebugInfo(ElfObject&& file, std::unique_ptr<Dwarf, Close> dwarf);
  void index(Dwarf* dwarf);
  std::optional<Dwarf_Die> definition(llvm::StringRef structure) const;
  // The definition behind a declaration, so that a member's type can be stepped into.
  Dwarf_Die complete(Dwarf_Die type) const;

  ElfObject file_;
  std::unique_ptr<Dwarf, Close> dwarf_;                  // refers to file_: closed first
  llvm::StringMap<std::optional<Dwarf_Die>> structures_; // nothing: several, of different sizes
};

// Sizes in bytes; nothing where the type does not say.
std::optional<std::uint64_t> size_of(Dwarf_Die type);
std::optional<std::uint64_t> alignment_of(Dwarf_Die type);
std::optional<std::uint64_t> count_of(Dwarf_Die array);

} // namespace seal::layout
