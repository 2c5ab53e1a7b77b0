// Moving pieces of an ELF file.
#include "editor.h"

#include "note_owners.h"
#include "notes.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Support/MathExtras.h>

#include <algorithm>
#include <cstring>
#include <numeric>

namespace seal::elfseal {
namespace {

namespace elf = llvm::ELF;

// Renumbering more symbols than this for the sake of the order is too large a change.
constexpr std::size_t kFewSymbols = 512;

constexpr std::size_t kFewHeaders = 4096; // that would change for the sake of the order
constexpr std::size_t kFewSections = 64;  // that move: a file with more was not made by a linker

struct PointedAt {
  std::uint32_t section_type;
  std::int64_t tag;
};

constexpr PointedAt kPointedAt[] = {
    {elf::SHT_GNU_HASH, elf::DT_GNU_HASH},
    {elf::SHT_HASH, elf::DT_HASH},
    {elf::SHT_DYNSYM, elf::DT_SYMTAB},
    {elf::SHT_GNU_versym, elf::DT_VERSYM},
};

bool holds_symbols(const Section& s) {
  return s.sh_type == elf::SHT_SYMTAB || s.sh_type == elf::SHT_DYNSYM;
}

// Segments that describe a piece of the file rather than map it.
bool follows_its_piece(const Segment& s) {
  return s.p_type != elf::PT_LOAD && s.p_type != elf::PT_PHDR && file_range(s).size != 0;
}

llvm::MutableArrayRef<Symbol> symbols_of(Buffer& buffer, const Section& table) {
  return {reinterpret_cast<Symbol*>(buffer.bytes().data() + table.sh_offset),
          file_range(table).size / sizeof(Symbol)};
}

} // namespace

std::int64_t dynamic_tag_of(std::uint32_t section_type) {
  for (const PointedAt& p : kPointedAt)
    if (p.section_type == section_type)
      return p.tag;
  return 0;
}

Editor::Editor(Buffer& buffer, const Image& image)
    : buffer_(buffer), header_(image.header()),
      segments_(image.segments().begin(), image.segments().end()),
      sections_(image.sections().begin(), image.sections().end()), moved_(sections_.size()) {}

// mold numbers symbols for places outside all sections as those of the first section.
void Editor::move_symbols(const std::vector<std::uint64_t>& deltas) {
  const auto was_in = [&](const Symbol& symbol) {
    const Section& now = sections_[symbol.st_shndx];
    return symbol.st_value - (now.sh_addr - deltas[symbol.st_shndx]) <= now.sh_size;
  };
  for (const Section& table : sections_) {
    if (!holds_symbols(table))
      continue;
    for (Symbol& symbol : symbols_of(buffer_, table))
      if (symbol.st_shndx < deltas.size() && deltas[symbol.st_shndx] != 0 &&
          symbol.getType() != elf::STT_TLS && was_in(symbol))
        symbol.st_value += deltas[symbol.st_shndx];
  }
}

void Editor::move_dynamic_entries(const Section& section, std::uint64_t delta) {
  const std::int64_t tag = dynamic_tag_of(section.sh_type);
  const auto dynamic =
      llvm::find_if(segments_, [](const Segment& s) { return s.p_type == elf::PT_DYNAMIC; });
  if (tag == 0 || dynamic == segments_.end())
    return;
  auto* entry = reinterpret_cast<Elf::Dyn*>(buffer_.bytes().data() + dynamic->p_offset);
  auto* const end = entry + dynamic->p_filesz / sizeof(Elf::Dyn);
  for (; entry != end && entry->d_tag != elf::DT_NULL; ++entry)
    if (entry->d_tag == tag && entry->d_un.d_val == section.sh_addr)
      entry->d_un.d_val += delta;
}

void Editor::correct_notes(FileRange notes, std::uint64_t alignment, std::uint64_t distance) {
  const llvm::MutableArrayRef<std::uint8_t> bytes = buffer_.bytes().slice(notes.offset, notes.size);
  llvm::copy(moved_notes(bytes, alignment, distance), bytes.begin());
}

void Editor::move(FileRange piece, Place to) {
  std::memmove(buffer_.bytes().data() + to.offset, buffer_.bytes().data() + piece.offset,
               piece.size);
  vacated_.push_back(piece);
  const std::uint64_t offset_delta = to.offset - piece.offset; // may wrap; so does adding it
  bool notes_follow = false;                                   // whatever sections say
  for (Segment& s : segments_)
    if (follows_its_piece(s) && piece.contains(file_range(s))) {
      const std::uint64_t address = to.address + (s.p_offset - piece.offset);
      const std::uint64_t distance = address - s.p_vaddr;
      s.p_offset += offset_delta;
      if (s.p_type == elf::PT_NOTE) {
        correct_notes(file_range(s), note_alignment(s), distance);
        notes_follow = true;
      }
      s.p_vaddr = address;
      s.p_paddr = address;
    }
  std::vector<std::uint64_t> deltas(sections_.size()); // of the sections' addresses
  for (std::size_t i = 1; i < sections_.size(); ++i) {
    Section& s = sections_[i];
    if (!(s.sh_flags & elf::SHF_ALLOC) || file_range(s).size == 0 || !piece.contains(file_range(s)))
      continue;
    const std::uint64_t address = to.address + (s.sh_offset - piece.offset);
    deltas[i] = address - s.sh_addr;
    move_dynamic_entries(s, deltas[i]);
    s.sh_offset += offset_delta;
    s.sh_addr = address;
    if (s.sh_type == elf::SHT_NOTE && !notes_follow)
      correct_notes(file_range(s), note_alignment(s), deltas[i]);
    moved_[i] = true;
  }
  move_symbols(deltas);
}

bool Editor::renumber(const std::vector<std::uint32_t>& new_index) {
  const auto renumbered = [&](std::uint32_t index) {
    return index < std::min<std::size_t>(new_index.size(), elf::SHN_LORESERVE) ? new_index[index]
                                                                               : index;
  };
  std::vector<Symbol*> symbols;
  for (const Section& table : sections_) {
    // Linked files have no groups; more sections than 65,279 are not worth the trouble.
    if (table.sh_type == elf::SHT_GROUP || table.sh_type == elf::SHT_SYMTAB_SHNDX)
      return false;
    if (!holds_symbols(table))
      continue;
    for (Symbol& symbol : symbols_of(buffer_, table))
      if (symbol.st_shndx < elf::SHN_LORESERVE && renumbered(symbol.st_shndx) != symbol.st_shndx)
        symbols.push_back(&symbol);
    if (symbols.size() > kFewSymbols)
      return false;
  }
  for (Symbol* symbol : symbols)
    symbol->st_shndx = static_cast<std::uint16_t>(renumbered(symbol->st_shndx));
  for (Section& s : sections_) {
    s.sh_link = renumbered(s.sh_link);
    if ((s.sh_flags & elf::SHF_INFO_LINK) || s.sh_type == elf::SHT_REL ||
        s.sh_type == elf::SHT_RELA)
      s.sh_info = renumbered(s.sh_info);
  }
  header_.e_shstrndx = static_cast<std::uint16_t>(renumbered(header_.e_shstrndx));
  return true;
}

void Editor::sort_sections() {
  if (llvm::none_of(moved_, [](bool moved) { return moved; }))
    return;
  // The others keep their order; each moved one goes before the first with a higher address.
  std::vector<std::uint32_t> order;
  std::vector<std::uint32_t> moved;
  for (std::uint32_t i = 0; i < sections_.size(); ++i)
    (moved_[i] ? moved : order).push_back(i);
  if (moved.size() > kFewSections)
    return;
  llvm::sort(moved, [&](std::uint32_t a, std::uint32_t b) {
    return sections_[a].sh_addr < sections_[b].sh_addr;
  });
  for (const std::uint32_t i : moved) {
    auto after = order.begin();
    for (auto at = order.begin(); at != order.end(); ++at) {
      const Section& s = sections_[*at];
      if (s.sh_type == elf::SHT_NULL)
        after = at + 1;
      if (!(s.sh_flags & elf::SHF_ALLOC))
        continue;
      if (s.sh_addr > sections_[i].sh_addr)
        break;
      after = at + 1;
    }
    order.insert(after, i);
  }
  std::vector<std::uint32_t> new_index(order.size());
  std::size_t renumbered = 0;
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    new_index[order[i]] = i;
    renumbered += order[i] != i ? 1 : 0;
  }
  if (renumbered > kFewHeaders || !renumber(new_index))
    return;
  std::vector<Section> sorted;
  sorted.reserve(sections_.size());
  for (const std::uint32_t i : order)
    sorted.push_back(sections_[i]);
  sections_ = std::move(sorted);
  moved_.assign(sections_.size(), false); // by the old numbers; of no use any more
}

void Editor::move_table(Place to) {
  header_.e_phoff = to.offset;
  for (Segment& s : segments_)
    if (s.p_type == elf::PT_PHDR) {
      s.p_offset = to.offset;
      s.p_vaddr = to.address;
      s.p_paddr = to.address;
    }
}

std::optional<std::uint64_t> Editor::insert(FileRange block, std::uint64_t at) {
  const FileRange tail{at, block.offset - at};
  const auto displaced = [&](const Section& s) {
    return !(s.sh_flags & elf::SHF_ALLOC) && s.sh_offset >= tail.offset && s.sh_offset < tail.end();
  };
  std::uint64_t alignment = alignof(Section);
  for (const Section& s : sections_)
    if (displaced(s))
      alignment = usable_alignment(s.sh_addralign, alignment);
  const std::uint64_t distance = llvm::alignTo(block.size, alignment);
  if (!reach(tail.end() + distance))
    return std::nullopt;

  std::uint8_t* const bytes = buffer_.bytes().data();
  const std::vector<std::uint8_t> content(bytes + block.offset, bytes + block.end());
  std::memmove(bytes + at + distance, bytes + at, tail.size);
  std::memset(bytes + at, 0, distance);
  llvm::copy(content, bytes + at);

  const auto in_block = [&](std::uint64_t offset) { return offset >= block.offset; };
  const std::uint64_t back = tail.size;
  for (Section& s : sections_) {
    if (displaced(s))
      s.sh_offset += distance;
    else if (in_block(s.sh_offset) && (s.sh_flags & elf::SHF_ALLOC))
      s.sh_offset -= back;
  }
  for (Segment& s : segments_)
    if (in_block(s.p_offset) && file_range(s).size != 0)
      s.p_offset -= back;
  if (in_block(header_.e_phoff))
    header_.e_phoff -= back;
  if (header_.e_shoff >= tail.offset && header_.e_shoff < tail.end())
    header_.e_shoff += distance;
  return distance;
}

void Editor::store() {
  header_.e_phnum = static_cast<std::uint16_t>(segments_.size());
  for (Segment& s : segments_)
    if (s.p_type == elf::PT_PHDR) {
      s.p_filesz = table().size;
      s.p_memsz = table().size;
    }
  std::uint8_t* const bytes = buffer_.bytes().data();
  std::memcpy(bytes, &header_, sizeof header_);
  std::memcpy(bytes + table().offset, segments_.data(), table().size);
  if (!sections_.empty())
    std::memcpy(bytes + header_.e_shoff, sections_.data(), sections_.size() * sizeof(Section));
}

} // namespace seal::elfseal
