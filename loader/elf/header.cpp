// Checks of headers; pure.
#include "elf/header.h"
#include <algorithm>
#include <cstring>
#include <errno.h>

namespace seal::elf {

namespace {

bool has_magic(const Elf64_Ehdr& header) {
  return std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0;
}

// glibc's words for what is wrong with the identification; null for nothing.
Literal wrong_ident(const unsigned char (&ident)[EI_NIDENT]) {
  if (ident[EI_DATA] != ELFDATA2LSB)
    return "ELF file data encoding not little-endian";
  if (ident[EI_VERSION] != EV_CURRENT)
    return "ELF file version ident does not match current one";
  const bool gnu = ident[EI_OSABI] == ELFOSABI_GNU;
  if (ident[EI_OSABI] != ELFOSABI_SYSV && !gnu)
    return "ELF file OS ABI invalid";
  if (ident[EI_ABIVERSION] > (gnu ? kGnuAbiVersion : 0))
    return "ELF file ABI version invalid";
  for (unsigned i = EI_PAD; i < EI_NIDENT; ++i)
    if (ident[i])
      return "nonzero padding in e_ident";
  return {};
}

} // namespace

Foreign foreign_kind(std::span<const std::byte> head) {
  auto* header = reinterpret_cast<const Elf64_Ehdr*>(head.data());
  if (head.size() < sizeof(Elf64_Ehdr) || !has_magic(*header))
    return Foreign::kNot;
  if (header->e_ident[EI_CLASS] != ELFCLASS64)
    return Foreign::kClass;
  return header->e_machine != EM_X86_64 ? Foreign::kMachine : Foreign::kNot;
}

Error foreign_error(Foreign kind) {
  if (kind == Foreign::kClass)
    return {.what = "wrong ELF class: ELFCLASS32",
            .remedy = "this loader runs 64-bit x86-64",
            .not_executable = true};
  return {.what = "cannot open shared object file",
          .remedy = "it is made for another machine than x86-64",
          .err = ENOENT,
          .not_executable = true};
}

Result<const Elf64_Ehdr*> check_header(std::span<const std::byte> head) {
  auto* header = reinterpret_cast<const Elf64_Ehdr*>(head.data());
  if (head.size() < sizeof(Elf64_Ehdr))
    return Error{.what = "file too short", .not_executable = true};
  if (!has_magic(*header))
    return Error{.what = "invalid ELF header",
                 .remedy = std::memcmp(header->e_ident, "#!", 2) == 0
                               ? Literal("it is a script: run its interpreter instead")
                               : Literal(),
                 .not_executable = true};
  if (const Foreign kind = foreign_kind(head); kind != Foreign::kNot)
    return foreign_error(kind);
  if (const Literal wrong = wrong_ident(header->e_ident))
    return Error{.what = wrong, .not_executable = true};
  if (header->e_version != EV_CURRENT)
    return Error{.what = "ELF file version does not match current one"};
  if (header->e_type != ET_DYN && header->e_type != ET_EXEC)
    return Error{.what = "only ET_DYN and ET_EXEC can be loaded", .not_executable = true};
  if (header->e_phentsize != sizeof(Elf64_Phdr))
    return Error{.what = "ELF file's phentsize not the expected size"};
  return header;
}

Result<std::span<const Elf64_Phdr>> loads_of(std::span<const Elf64_Phdr> phdrs, os::Arena& arena) {
  const auto count = std::size_t(std::count_if(phdrs.begin(), phdrs.end(), is_loaded));
  const std::span loads(TRY(arena.array<Elf64_Phdr>(count)), count);
  std::copy_if(phdrs.begin(), phdrs.end(), loads.begin(), is_loaded);
  std::sort(loads.begin(), loads.end(),
            [](const Elf64_Phdr& a, const Elf64_Phdr& b) { return a.p_vaddr < b.p_vaddr; });
  return std::span<const Elf64_Phdr>(loads);
}

namespace {

// What can be said of a segment alone.
Status check_segment(const Elf64_Phdr& phdr, std::uint64_t file_size) {
  constexpr std::uint64_t kAddressLimit = std::uint64_t{1} << 47; // user space of x86-64
  if (phdr.p_vaddr >= kAddressLimit || phdr.p_memsz > kAddressLimit - phdr.p_vaddr)
    return Error{.what = "a segment lies outside the address space"};
  if ((phdr.p_vaddr ^ phdr.p_offset) & (kPageSize - 1))
    return Error{.what = "ELF load command address/offset not page-aligned"};
  // Even without bytes of its own a segment that begins inside a page is mapped from the file.
  const bool mapped = phdr.p_filesz > 0 || phdr.p_vaddr % kPageSize != 0;
  if (mapped && (phdr.p_offset > file_size || phdr.p_filesz > file_size - phdr.p_offset))
    return Error{.what = "file is truncated: a segment lies behind its end"};
  return {};
}

// Are the headers in the order of their addresses?
bool are_ascending(const Image& image) {
  std::size_t next = 0;
  for (const Elf64_Phdr& phdr : image.phdrs)
    if (is_loaded(phdr) && phdr.p_vaddr != image.loads[next++].p_vaddr)
      return false;
  return true;
}

} // namespace

Status check_program_headers(const Image& image, std::uint64_t file_size) {
  if (image.loads.empty())
    return Error{.what = "object file has no loadable segments"};
  for (const Elf64_Phdr& phdr : image.phdrs)
    if (phdr.p_type == PT_LOAD && phdr.p_filesz > phdr.p_memsz)
      return Error{.what = "a segment is larger in the file than in memory"};
  const bool ascending = are_ascending(image);
  const Elf64_Phdr* before = nullptr;
  for (const Elf64_Phdr& load : image.loads) {
    if (Status status = check_segment(load, file_size); !status)
      return status;
    const std::uint64_t end = before ? before->p_vaddr + before->p_memsz : 0;
    if (load.p_vaddr < end)
      return Error{.what = "segments overlap"};
    // A page that two segments share is mapped as the later header wants it.
    if (page_down(load.p_vaddr) < page_up(end)) {
      if (!ascending)
        return Error{.what = "segments share a page, and are not in the order of their addresses"};
      if (before->p_flags & ~load.p_flags & (PF_R | PF_W))
        return Error{.what =
                         "segments share a page, and the later one takes access from the other"};
    }
    before = &load;
  }
  return {};
}

} // namespace seal::elf
