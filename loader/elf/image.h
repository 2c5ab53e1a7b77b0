// A loaded (or to be loaded) ELF image as memory: where it lies and which of its addresses exist.
// All reading of untrusted addresses goes through here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <elf.h>
#include <span>

namespace seal::elf {

inline constexpr std::uint64_t kPageSize = 4096;
inline constexpr std::uint64_t page_down(std::uint64_t a) { return a & ~(kPageSize - 1); }
inline constexpr std::uint64_t page_up(std::uint64_t a) { return page_down(a + kPageSize - 1); }

// A segment that maps something: linker scripts may leave empty ones, whose place is anyone's.
inline bool is_loaded(const Elf64_Phdr& phdr) {
  return phdr.p_type == PT_LOAD && phdr.p_memsz != 0;
}

struct Image {
  std::uintptr_t bias = 0; // what to add to a virtual address of the file
  std::span<const Elf64_Phdr> phdrs;

  // The first program header of `type`, or null.
  const Elf64_Phdr* find(std::uint32_t type) const {
    for (const Elf64_Phdr& phdr : phdrs)
      if (phdr.p_type == type)
        return &phdr;
    return nullptr;
  }

  // The PT_LOAD whose memory holds all of [vaddr, vaddr + size), or null.
  const Elf64_Phdr* load_of(std::uint64_t vaddr, std::uint64_t size) const {
    for (const Elf64_Phdr& phdr : phdrs)
      if (phdr.p_type == PT_LOAD && vaddr >= phdr.p_vaddr && size <= phdr.p_memsz &&
          vaddr - phdr.p_vaddr <= phdr.p_memsz - size)
        return &phdr;
    return nullptr;
  }

  bool contains(std::uint64_t vaddr, std::uint64_t size) const {
    return load_of(vaddr, size) != nullptr;
  }

  // `count` objects at `vaddr`; empty when they do not lie in one readable PT_LOAD or are
  // misaligned.
  template <class T>
  std::span<T> array(std::uint64_t vaddr, std::uint64_t count) const {
    if (count == 0 || count > SIZE_MAX / sizeof(T) || vaddr % alignof(T) != 0)
      return {};
    const Elf64_Phdr* load = load_of(vaddr, count * sizeof(T));
    if (!load || !(load->p_flags & PF_R))
      return {};
    return {reinterpret_cast<T*>(bias + vaddr), static_cast<std::size_t>(count)};
  }

  // As many objects as there are between `vaddr` and the end of its PT_LOAD.
  template <class T>
  std::span<T> array_to_end(std::uint64_t vaddr) const {
    const Elf64_Phdr* load = load_of(vaddr, sizeof(T));
    if (!load)
      return {};
    return array<T>(vaddr, (load->p_memsz - (vaddr - load->p_vaddr)) / sizeof(T));
  }
};

} // namespace seal::elf
