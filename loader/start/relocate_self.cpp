// Runs before any relocation is done: only what the compiler addresses relative to %rip may be used
// here.
#include "start/relocate_self.h"
#include "elf/dynamic.h"
#include <elf.h>

extern "C" {
extern const Elf64_Ehdr __ehdr_start __attribute__((visibility("hidden")));
extern Elf64_Dyn _DYNAMIC[] __attribute__((visibility("hidden")));
}

namespace seal::start {

std::uintptr_t relocate_self() {
  std::uintptr_t bias = reinterpret_cast<std::uintptr_t>(&__ehdr_start); // linked at 0
  std::uint64_t rela = 0, rela_size = 0, relr = 0, relr_size = 0;
  for (const Elf64_Dyn* entry = _DYNAMIC; entry->d_tag != DT_NULL; ++entry) {
    if (entry->d_tag == DT_RELA)
      rela = entry->d_un.d_ptr;
    else if (entry->d_tag == DT_RELASZ)
      rela_size = entry->d_un.d_val;
    else if (entry->d_tag == DT_RELR)
      relr = entry->d_un.d_ptr;
    else if (entry->d_tag == DT_RELRSZ)
      relr_size = entry->d_un.d_val;
  }
  auto word = [bias](std::uint64_t at) -> std::uintptr_t& {
    return *reinterpret_cast<std::uintptr_t*>(bias + at);
  };
  for (std::uint64_t at = rela; at < rela + rela_size; at += sizeof(Elf64_Rela)) {
    const auto& relocation = reinterpret_cast<const Elf64_Rela&>(word(at));
    if (ELF64_R_TYPE(relocation.r_info) == R_X86_64_RELATIVE)
      word(relocation.r_offset) = bias + std::uint64_t(relocation.r_addend);
  }
  std::uint64_t where = 0;
  for (std::uint64_t at = relr; at < relr + relr_size; at += sizeof(Elf64_Relr))
    where =
        elf::visit_relr_entry(word(at), where, [&](std::uint64_t place) { word(place) += bias; });
  return bias;
}

} // namespace seal::start
