// A loaded (or to be loaded) ELF image as memory: where it lies and which of its addresses exist.
// All reading of untrusted addresses goes through here.
#pragma once

#include <algorithm>
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

// Linux maps what may be written so that it can be read, too.
inline bool is_readable(const Elf64_Phdr& load) { return (load.p_flags & (PF_R | PF_W)) != 0; }

struct Image {
  std::uintptr_t bias = 0;           // what to add to a virtual address of the file
  std::span<const Elf64_Phdr> phdrs; // as the file has them
  std::span<const Elf64_Phdr> loads; // those of them that map something, by address (loads_of)

  // The last program header of `type`, as glibc's loader takes it, or null.
  const Elf64_Phdr* find(std::uint32_t type) const {
    for (std::size_t i = phdrs.size(); i-- > 0;)
      if (phdrs[i].p_type == type)
        return &phdrs[i];
    return nullptr;
  }

  // The PT_LOAD whose memory holds all of [vaddr, vaddr + size), or null.
  const Elf64_Phdr* load_of(std::uint64_t vaddr, std::uint64_t size) const {
    auto next = std::upper_bound(
        loads.begin(), loads.end(), vaddr,
        [](std::uint64_t address, const Elf64_Phdr& load) { return address < load.p_vaddr; });
    if (next == loads.begin())
      return nullptr;
    const Elf64_Phdr& load = next[-1];
    return size <= load.p_memsz && vaddr - load.p_vaddr <= load.p_memsz - size ? &load : nullptr;
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
    if (!load || !is_readable(*load))
      return {};
    return {reinterpret_cast<T*>(bias + vaddr), static_cast<std::size_t>(count)};
  }

  // The same for the tables of a file: they lie in the part of the PT_LOAD that comes from the
  // file. A table in bss would have no bound.
  template <class T>
  std::span<T> table(std::uint64_t vaddr, std::uint64_t count) const {
    return count <= room<T>(vaddr) ? array<T>(vaddr, count) : std::span<T>();
  }

  // As many objects as there are between `vaddr` and the end of that part.
  template <class T>
  std::span<T> table_to_end(std::uint64_t vaddr) const {
    return array<T>(vaddr, room<T>(vaddr));
  }

private:
  template <class T>
  std::uint64_t room(std::uint64_t vaddr) const {
    const Elf64_Phdr* load = load_of(vaddr, sizeof(T));
    const std::uint64_t before = load ? vaddr - load->p_vaddr : 0;
    return load && before < load->p_filesz ? (load->p_filesz - before) / sizeof(T) : 0;
  }
};

} // namespace seal::elf
