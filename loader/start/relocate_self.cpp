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
  const Elf64_Rela* rela = nullptr;
  std::uint64_t rela_size = 0;
  const Elf64_Relr* relr = nullptr;
  std::uint64_t relr_size = 0;
  for (const Elf64_Dyn* entry = _DYNAMIC; entry->d_tag != DT_NULL; ++entry) {
    if (entry->d_tag == DT_RELA)
      rela = reinterpret_cast<const Elf64_Rela*>(bias + entry->d_un.d_ptr);
    else if (entry->d_tag == DT_RELASZ)
      rela_size = entry->d_un.d_val;
    else if (entry->d_tag == DT_RELR)
      relr = reinterpret_cast<const Elf64_Relr*>(bias + entry->d_un.d_ptr);
    else if (entry->d_tag == DT_RELRSZ)
      relr_size = entry->d_un.d_val;
  }
  for (std::uint64_t i = 0; i < rela_size / sizeof *rela; ++i)
    if (ELF64_R_TYPE(rela[i].r_info) == R_X86_64_RELATIVE)
      *reinterpret_cast<std::uintptr_t*>(bias + rela[i].r_offset) =
          bias + std::uint64_t(rela[i].r_addend);
  std::uint64_t where = 0;
  for (std::uint64_t i = 0; i < relr_size / sizeof *relr; ++i) {
    std::uint64_t at = relr[i], bits = 1;
    if (relr[i] & 1) {
      at = where;
      bits = relr[i] >> 1;
      where += 63 * 8;
    } else {
      where = relr[i] + 8;
    }
    for (; bits; bits >>= 1, at += 8)
      if (bits & 1)
        *reinterpret_cast<std::uintptr_t*>(bias + at) += bias;
  }
  return bias;
}

} // namespace seal::start
