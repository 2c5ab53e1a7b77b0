// Checks of headers; pure.
#include "elf/header.h"
#include "elf/image.h"
#include <cstring>

namespace seal::elf {

bool is_foreign(std::span<const std::byte> head) {
  if (head.size() < sizeof(Elf64_Ehdr))
    return false;
  auto* header = reinterpret_cast<const Elf64_Ehdr*>(head.data());
  if (std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0)
    return false;
  return header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB ||
         header->e_machine != EM_X86_64;
}

Result<const Elf64_Ehdr*> check_header(std::span<const std::byte> head) {
  auto* header = reinterpret_cast<const Elf64_Ehdr*>(head.data());
  if (head.size() >= 2 && std::memcmp(head.data(), "#!", 2) == 0)
    return Error{.what = "is a script, not an ELF file",
                 .remedy = "run its interpreter instead",
                 .not_executable = true};
  if (head.size() < SELFMAG || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0)
    return Error{.what = "not an ELF file", .not_executable = true};
  if (head.size() < sizeof(Elf64_Ehdr))
    return Error{.what = "ELF header is truncated"};
  if (header->e_ident[EI_CLASS] == ELFCLASS32)
    return Error{.what = "is a 32-bit ELF file; this loader runs 64-bit x86-64",
                 .not_executable = true};
  if (header->e_ident[EI_CLASS] != ELFCLASS64)
    return Error{.what = "unknown ELF class"};
  if (header->e_ident[EI_DATA] != ELFDATA2LSB)
    return Error{.what = "is a big-endian ELF file; this loader runs x86-64",
                 .not_executable = true};
  if (header->e_machine != EM_X86_64)
    return Error{.what = "is made for another machine than x86-64", .not_executable = true};
  if (header->e_ident[EI_VERSION] != EV_CURRENT || header->e_version != EV_CURRENT)
    return Error{.what = "unknown ELF version"};
  if (header->e_ident[EI_OSABI] != ELFOSABI_SYSV && header->e_ident[EI_OSABI] != ELFOSABI_GNU)
    return Error{.what = "is made for another operating system's ABI"};
  if (header->e_type != ET_DYN && header->e_type != ET_EXEC)
    return Error{.what = "is neither a program nor a shared object", .not_executable = true};
  if (header->e_phentsize != sizeof(Elf64_Phdr))
    return Error{.what = "program headers have an unknown size"};
  if (header->e_phnum == 0)
    return Error{.what = "has no program headers"};
  if (header->e_phnum > kMaxProgramHeaders)
    return Error{.what = "has too many program headers"};
  return header;
}

Status check_program_headers(std::span<const Elf64_Phdr> phdrs, std::uint64_t file_size) {
  constexpr std::uint64_t kAddressLimit = std::uint64_t{1} << 47; // user space of x86-64
  std::uint64_t end_of_previous = 0;
  std::uint32_t flags_of_previous = 0;
  bool any_load = false;
  for (const Elf64_Phdr& phdr : phdrs) {
    if (phdr.p_type == PT_NULL)
      continue;
    std::uint64_t end;
    if (__builtin_add_overflow(phdr.p_vaddr, phdr.p_memsz, &end) ||
        __builtin_add_overflow(phdr.p_offset, phdr.p_filesz, &end))
      return Error{.what = "a segment's size wraps around"};
    if (phdr.p_type == PT_LOAD || phdr.p_type == PT_TLS) {
      if (phdr.p_filesz > phdr.p_memsz)
        return Error{.what = "a segment is larger in the file than in memory"};
      if (phdr.p_align & (phdr.p_align - 1))
        return Error{.what = "a segment's alignment is not a power of two"};
    }
    if (!is_loaded(phdr))
      continue;
    if (phdr.p_vaddr >= kAddressLimit || phdr.p_memsz > kAddressLimit - phdr.p_vaddr)
      return Error{.what = "a segment lies outside the address space"};
    if (phdr.p_align > std::uint64_t{1} << 30)
      return Error{.what = "a segment's alignment is too large"};
    if ((phdr.p_vaddr ^ phdr.p_offset) & (kPageSize - 1))
      return Error{.what =
                       "a segment's file offset and address are not congruent to the page size"};
    // Even without bytes of its own a segment that begins inside a page is mapped from the file.
    bool mapped = phdr.p_filesz > 0 || phdr.p_vaddr % kPageSize != 0;
    if (mapped && phdr.p_offset + phdr.p_filesz > file_size)
      return Error{.what = "file is truncated: a segment lies behind its end"};
    if (phdr.p_vaddr < end_of_previous)
      return Error{.what = "segments overlap or are out of order"};
    // A page that two segments share is mapped as the later one wants it.
    any_load = true;
    if (page_down(phdr.p_vaddr) < page_up(end_of_previous) &&
        (flags_of_previous & ~phdr.p_flags & (PF_R | PF_W)))
      return Error{.what = "segments share a page, and the later one takes access from the other"};
    end_of_previous = phdr.p_vaddr + phdr.p_memsz;
    flags_of_previous = phdr.p_flags;
  }
  if (!any_load)
    return Error{.what = "has no loadable segments"};
  return {};
}

} // namespace seal::elf
