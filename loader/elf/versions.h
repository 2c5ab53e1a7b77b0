// Symbol versions (LSB, "Symbol Versioning"): what an object defines and what it wants of others.
#pragma once

#include "elf/dynamic.h"
#include "os/arena.h"

namespace seal::elf {

struct Version {
  const char* name = nullptr; // null: no such index, or the base version
  std::uint32_t hash = 0;     // SysV hash of the name
  bool hidden = false;        // a reference that must not match an unversioned definition
  const char* file = nullptr; // of a reference: the soname that is to define it
};

// Both kinds indexed by the number that DT_VERSYM gives a symbol (without bit 15).
struct Versions {
  std::span<const Version> by_index;
  const Version* at(unsigned index) const {
    return index < by_index.size() && by_index[index].name ? &by_index[index] : nullptr;
  }
};

Result<Versions> parse_versions(const Image& image, const Dynamic& dynamic, os::Arena& arena);

// Walks DT_VERNEED: visit(file, version name, hash, weak) returns false to stop. Only for tables
// that parse_versions has accepted.
template <class Visit>
void for_each_needed_version(const Image& image, const Dynamic& dynamic, Visit visit) {
  std::uint64_t at = dynamic.verneed;
  for (std::uint64_t i = 0; at && i < dynamic.verneed_count; ++i) {
    auto* need = reinterpret_cast<const Elf64_Verneed*>(image.bias + at);
    std::uint64_t aux_at = at + need->vn_aux;
    for (unsigned j = 0; j < need->vn_cnt; ++j) {
      auto* aux = reinterpret_cast<const Elf64_Vernaux*>(image.bias + aux_at);
      if (!visit(dynamic.strings.at(need->vn_file), dynamic.strings.at(aux->vna_name),
                 aux->vna_hash, (aux->vna_flags & VER_FLG_WEAK) != 0))
        return;
      if (aux->vna_next == 0)
        break;
      aux_at += aux->vna_next;
    }
    if (need->vn_next == 0)
      return;
    at += need->vn_next;
  }
}

} // namespace seal::elf
