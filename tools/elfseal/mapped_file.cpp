// Program headers as a loader sees them.
#include "mapped_file.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace seal::elfseal {
namespace {

namespace elf = llvm::ELF;

constexpr std::uint64_t page_down(std::uint64_t address) { return address & ~(kPageSize - 1); }
constexpr std::uint64_t page_up(std::uint64_t address) {
  return page_down(address + kPageSize - 1);
}

bool read_at(int file, void* to, std::size_t size, std::uint64_t offset) {
  return pread(file, to, size, static_cast<off_t>(offset)) == static_cast<ssize_t>(size);
}

} // namespace

std::optional<std::vector<Segment>> read_segments(int file) {
  Header header;
  if (!read_at(file, header.e_ident, sizeof header.e_ident, 0) ||
      std::memcmp(header.e_ident, elf::ElfMagic, std::strlen(elf::ElfMagic)) != 0)
    return std::nullopt;
  std::vector<Segment> segments;
  if (!read_at(file, &header, sizeof header, 0) || !header.checkMagic() ||
      header.e_ident[elf::EI_CLASS] != elf::ELFCLASS64 || header.e_phentsize != sizeof(Segment) ||
      header.e_phnum > kMostSegments)
    return segments;
  segments.resize(header.e_phnum);
  if (!read_at(file, segments.data(), segments.size() * sizeof(Segment), header.e_phoff))
    segments.clear();
  return segments;
}

MappedFile::MappedFile(const std::vector<Segment>& segments, std::uint64_t offset,
                       std::uint64_t address)
    : segments_(segments) {
  const Segment* lowest = nullptr;
  std::uint64_t end = 0;
  for (const Segment& s : segments) {
    if (!is_loaded(s))
      continue;
    end = std::max(end, page_up(s.p_vaddr + s.p_memsz));
    if (page_down(s.p_offset) == offset && (!lowest || s.p_vaddr < lowest->p_vaddr))
      lowest = &s;
  }
  if (!lowest)
    return;
  bias_ = address - page_down(lowest->p_vaddr);
  end_ = bias_ + end;
}

Part MappedFile::part_of(std::uint64_t address) const {
  if (!is_known())
    return Part::kUnknown;
  address -= bias_;
  for (const Segment& s : segments_)
    if (s.p_type == elf::PT_GNU_RELRO && address >= page_down(s.p_vaddr) &&
        address < page_down(s.p_vaddr + s.p_memsz))
      return Part::kRelro;
  for (const Segment& s : segments_)
    if (is_loaded(s) && (s.p_flags & elf::PF_W) && address >= page_down(s.p_vaddr) &&
        address < page_up(s.p_vaddr + s.p_memsz))
      return address < s.p_vaddr + s.p_filesz ? Part::kData : Part::kBss;
  return Part::kConstant;
}

} // namespace seal::elfseal
