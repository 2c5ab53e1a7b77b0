// Version tables: linked lists of untrusted offsets, checked link by link; pure.
#include "elf/versions.h"

namespace seal::elf {
namespace {

constexpr unsigned kIndexMask = 0x7fff;

Error damaged() { return Error{.what = "a symbol version table is damaged"}; }

template <class T>
const T* record(const Image& image, std::uint64_t vaddr) {
  auto found = image.table<const T>(vaddr, 1);
  return found.empty() ? nullptr : found.data();
}

// As many records as the part of a file can hold that `vaddr` lies in: a table that needs more
// steps shares records.
std::uint64_t most_records(const Image& image, std::uint64_t vaddr) {
  const Elf64_Phdr* load = image.load_of(vaddr, 1);
  return load ? load->p_filesz / sizeof(Elf64_Vernaux) : 0;
}

// Visits every definition and reference: visit(index, Version). Returns false on a damaged table.
template <class Visit>
bool walk(const Image& image, const Dynamic& dynamic, Visit visit) {
  std::uint64_t at = dynamic.verdef;
  for (std::uint64_t i = 0; at && i < dynamic.verdef_count; ++i) {
    auto* def = record<Elf64_Verdef>(image, at);
    if (!def || def->vd_version != VER_DEF_CURRENT)
      return false;
    auto* aux = record<Elf64_Verdaux>(image, at + def->vd_aux);
    if (!aux || !dynamic.strings.has(aux->vda_name))
      return false;
    // The base definition names the file itself: no version that a symbol could have.
    if (!(def->vd_flags & VER_FLG_BASE))
      visit(def->vd_ndx & kIndexMask,
            Version{.name = dynamic.strings.at(aux->vda_name), .hash = def->vd_hash});
    if (def->vd_next == 0)
      break;
    at += def->vd_next;
  }
  at = dynamic.verneed;
  std::uint64_t left = most_records(image, at);
  for (std::uint64_t i = 0; at && i < dynamic.verneed_count; ++i) {
    auto* need = record<Elf64_Verneed>(image, at);
    if (!need || need->vn_version != VER_NEED_CURRENT || !dynamic.strings.has(need->vn_file))
      return false;
    std::uint64_t aux_at = at + need->vn_aux;
    for (unsigned j = 0; j < need->vn_cnt; ++j) {
      auto* aux = record<Elf64_Vernaux>(image, aux_at);
      if (!aux || !dynamic.strings.has(aux->vna_name) || left-- == 0)
        return false;
      visit(aux->vna_other & kIndexMask, Version{.name = dynamic.strings.at(aux->vna_name),
                                                 .hash = aux->vna_hash,
                                                 .hidden = (aux->vna_other & 0x8000) != 0,
                                                 .file = dynamic.strings.at(need->vn_file)});
      if (aux->vna_next == 0)
        break;
      aux_at += aux->vna_next;
    }
    if (need->vn_next == 0)
      break;
    at += need->vn_next;
  }
  return true;
}

} // namespace

Result<Versions> parse_versions(const Image& image, const Dynamic& dynamic, os::Arena& arena) {
  unsigned highest = 0;
  if (!walk(image, dynamic, [&](unsigned index, const Version&) {
        if (index > highest)
          highest = index;
      }))
    return damaged();
  if (highest == 0)
    return Versions{};
  Version* versions = TRY(arena.array<Version>(highest + 1));
  walk(image, dynamic, [&](unsigned index, const Version& version) { versions[index] = version; });
  return Versions{{versions, highest + 1}};
}

} // namespace seal::elf
