// From section names to program headers.
#include "mutable.h"

#include <ldseal/note.h>

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/ADT/StringSwitch.h>
#include <llvm/BinaryFormat/ELF.h>

#include <cstdint>

namespace seal::elfseal {
namespace {

namespace elf = llvm::ELF;

std::uint32_t segment_type(llvm::StringRef section) {
  return llvm::StringSwitch<std::uint32_t>(section)
      .Case(".openbsd.mutable", LDSEAL_PT_OPENBSD_MUTABLE)
      .Case(".gnu.mutable", LDSEAL_PT_GNU_MUTABLE)
      .Default(elf::PT_NULL);
}

bool has_header(const Image& image, const Section& section) {
  return llvm::any_of(image.segments(), [&](const Segment& s) {
    return (s.p_type == LDSEAL_PT_OPENBSD_MUTABLE || s.p_type == LDSEAL_PT_GNU_MUTABLE) &&
           s.p_vaddr <= section.sh_addr &&
           section.sh_addr + section.sh_size <= s.p_vaddr + s.p_memsz;
  });
}

Segment header_for(const Section& section, std::uint32_t type) {
  Segment s;
  s.p_type = type;
  s.p_flags = elf::PF_R;
  if (section.sh_flags & elf::SHF_WRITE)
    s.p_flags = s.p_flags | elf::PF_W;
  s.p_offset = section.sh_offset;
  s.p_vaddr = section.sh_addr;
  s.p_paddr = section.sh_addr;
  s.p_filesz = file_range(section).size;
  s.p_memsz = section.sh_size;
  s.p_align = section.sh_addralign;
  return s;
}

} // namespace

llvm::Expected<std::vector<Segment>> mutable_segments(const Image& image) {
  std::vector<Segment> result;
  if (image.sections().empty())
    return result;
  auto names = section_names(image);
  if (!names)
    return names.takeError();
  for (const auto& [name, section] : llvm::zip(*names, image.sections())) {
    const std::uint32_t type = segment_type(name);
    if (type != elf::PT_NULL && (section.sh_flags & elf::SHF_ALLOC) && section.sh_size != 0 &&
        !has_header(image, section))
      result.push_back(header_for(section, type));
  }
  return result;
}

} // namespace seal::elfseal
