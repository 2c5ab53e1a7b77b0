// Finding room.
#include "placement.h"

#include "note_owners.h"
#include "notes.h"

#include <ldseal/note.h>

#include <llvm/ADT/STLExtras.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Support/MathExtras.h>

#include <algorithm>

namespace seal::elfseal {
namespace {

namespace elf = llvm::ELF;

// llvm-objcopy takes the first of two segments that begin at one file offset for the outer one, so
// nothing may begin where a new segment does.
constexpr std::uint64_t kNewSegmentLead = 16;
constexpr std::uint64_t kNewSegmentLimit = std::uint64_t{1} << 40;

// Calls `each` for every range of the file that something claims, segments that map whole parts of
// it aside.
template <typename Each>
void for_each_claim(const Editor& editor, Each each) {
  each(FileRange{0, sizeof(Header)});
  each(editor.table());
  if (!editor.sections().empty())
    each(FileRange{editor.header().e_shoff, editor.sections().size() * sizeof(Section)});
  for (const Section& s : llvm::drop_begin(editor.sections(), editor.sections().empty() ? 0 : 1))
    each(file_range(s));
  for (const Segment& s : editor.segments())
    if (s.p_type != elf::PT_LOAD && s.p_type != elf::PT_PHDR)
      each(file_range(s));
}

// A range that can move as a whole, and the alignment that it needs.
struct Movable {
  FileRange range;
  std::uint64_t alignment;
};

bool is_movable(const Editor& editor, const Segment& s) {
  switch (s.p_type) {
  case elf::PT_INTERP:
    return true;
  case elf::PT_NOTE:
  case elf::PT_GNU_PROPERTY:
  case LDSEAL_PT_GNU_SEAL:
    return can_move_notes(editor.bytes().slice(s.p_offset, s.p_filesz), note_alignment(s));
  default:
    return false;
  }
}

bool is_movable(const Section& s) {
  return (s.sh_flags & elf::SHF_ALLOC) && dynamic_tag_of(s.sh_type) != 0;
}

// The movable pieces that reach into `wanted`, overlapping ones joined.
std::vector<Movable> movables_in(const Editor& editor, FileRange wanted) {
  std::vector<Movable> all;
  for (const Segment& s : editor.segments())
    if (s.p_filesz != 0 && file_range(s).overlaps(wanted) && is_movable(editor, s))
      all.push_back({file_range(s), usable_alignment(s.p_align, 1)});
  for (const Section& s : editor.sections())
    if (is_movable(s) && s.sh_size != 0)
      all.push_back({file_range(s), usable_alignment(s.sh_addralign, 8)});
  llvm::sort(all,
             [](const Movable& a, const Movable& b) { return a.range.offset < b.range.offset; });
  std::vector<Movable> found;
  for (const Movable& m : all) {
    if (!found.empty() && found.back().range.overlaps(m.range)) {
      FileRange& joined = found.back().range;
      joined.size = std::max(joined.end(), m.range.end()) - joined.offset;
      found.back().alignment = std::max(found.back().alignment, m.alignment);
    } else {
      found.push_back(m);
    }
  }
  llvm::erase_if(found, [&](const Movable& m) { return !m.range.overlaps(wanted); });
  return found;
}

// Nothing in `wanted` is in use, apart from what `movables` take with them.
bool is_free(const Editor& editor, FileRange wanted, const std::vector<Movable>& movables) {
  bool free = wanted.end() <= editor.bytes().size();
  const auto moves = [&](FileRange range) {
    return llvm::any_of(movables, [&](const Movable& m) { return m.range.contains(range); });
  };
  for_each_claim(editor, [&](FileRange claim) {
    if (claim.size != 0 && claim.overlaps(wanted) && !moves(claim))
      free = false;
  });
  // Between the claims there is padding, if there are section headers that say what is not.
  const auto unused = [&](FileRange byte) {
    return llvm::any_of(editor.vacated(), [&](FileRange v) { return v.contains(byte); }) ||
           (editor.bytes()[byte.offset] == 0 && !editor.sections().empty());
  };
  for (std::uint64_t at = wanted.offset; free && at < wanted.end(); ++at)
    free = moves({at, 1}) || unused({at, 1});
  return free;
}

// Whatever maps the table maps `wanted`, too, or will: the home then continues it.
bool is_mapped_with_table(const Editor& editor, const Home& home, FileRange wanted) {
  return llvm::all_of(editor.segments(), [&](const Segment& s) {
    FileRange mapped = file_range(s);
    if (s.p_type != elf::PT_LOAD || !mapped.contains(editor.table()))
      return true;
    if (mapped.end() == home.start().offset)
      mapped.size += home.room().size;
    return mapped.contains(wanted);
  });
}

} // namespace

FileRange growth(const Editor& editor, std::size_t count) {
  return {editor.table().end(), count * sizeof(Segment)};
}

std::optional<Place> Home::take(std::uint64_t size, std::uint64_t alignment) {
  const std::uint64_t begin = llvm::alignTo(start_.address + used_, alignment) - start_.address;
  if (begin > capacity_ || size > capacity_ - begin)
    return std::nullopt;
  used_ = begin + size;
  return Place{start_.offset + begin, start_.address + begin};
}

std::optional<Home> padding_home(const Editor& editor, std::size_t more_headers) {
  const auto first = llvm::find_if(editor.segments(), is_loaded);
  if (first == editor.segments().end() || (first->p_flags & elf::PF_W) || first->p_filesz == 0 ||
      first->p_filesz != first->p_memsz)
    return std::nullopt;
  const Place start{first->p_offset + first->p_filesz, first->p_vaddr + first->p_filesz};
  std::uint64_t end = std::min<std::uint64_t>(
      start.offset + (llvm::alignTo(start.address, kPageSize) - start.address),
      editor.bytes().size());
  const auto keep_off = [&](FileRange claim) {
    if (claim.size != 0 && claim.end() > start.offset)
      end = std::min(end, claim.offset);
  };
  for_each_claim(editor, keep_off);
  for (const Segment& s : editor.segments())
    if (s.p_type == elf::PT_LOAD && &s != &*first)
      keep_off(file_range(s));
  if (end <= start.offset)
    return std::nullopt;
  const llvm::ArrayRef<std::uint8_t> room = editor.bytes().slice(start.offset, end - start.offset);
  const auto* const used = llvm::find_if(room, [](std::uint8_t byte) { return byte != 0; });
  const auto capacity = static_cast<std::uint64_t>(used - room.begin());
  Home home(start, capacity);
  const FileRange headers = growth(editor, more_headers);
  if (capacity == 0 ||
      (headers.overlaps(home.room()) && !home.take(headers.end() - start.offset, 1)))
    return std::nullopt;
  return home;
}

std::optional<std::uint64_t> insertion_point(const Image& image) {
  if (image.sections().empty() || image.claimed_end() < image.bytes().size())
    return std::nullopt;
  std::uint64_t mapped_end = std::max<std::uint64_t>(sizeof(Header), image.table().end());
  for (const Segment& s : image.segments())
    if (file_range(s).size != 0)
      mapped_end = std::max(mapped_end, file_range(s).end());
  for (const Section& s : image.sections())
    if (s.sh_flags & elf::SHF_ALLOC)
      mapped_end = std::max(mapped_end, file_range(s).end());
  const auto is_cut = [&](FileRange range) {
    return range.offset < mapped_end && mapped_end < range.end();
  };
  if (mapped_end >= image.bytes().size() ||
      is_cut({image.header().e_shoff, image.sections().size() * sizeof(Section)}) ||
      llvm::any_of(image.sections(), [&](const Section& s) { return is_cut(file_range(s)); }))
    return std::nullopt;
  return mapped_end;
}

Home new_segment_home(const Editor& editor, std::optional<std::uint64_t> insert_at) {
  std::uint64_t highest = 0;
  for (const Segment& s : editor.segments())
    if (is_loaded(s))
      highest = std::max<std::uint64_t>(highest, s.p_vaddr + s.p_memsz);
  const std::uint64_t end = editor.bytes().size();
  const std::uint64_t offset = insert_at ? end : llvm::alignTo(end, kNewSegmentLead);
  // Mapped together with what stands before it in the file: no padding to a page.
  const Place start{offset,
                    llvm::alignTo(highest, kPageSize) + insert_at.value_or(offset) % kPageSize};
  Home home(start, kNewSegmentLimit);
  (void)home.take(kNewSegmentLead, 1);
  return home;
}

bool table_can_grow(const Editor& editor, const Home& home, std::size_t count) {
  const FileRange wanted = growth(editor, count);
  return is_mapped_with_table(editor, home, wanted) &&
         is_free(editor, wanted, movables_in(editor, wanted));
}

bool grow_table(Editor& editor, Home& home, std::size_t count) {
  for (const Movable& m : movables_in(editor, growth(editor, count))) {
    const std::optional<Place> place = home.take(m.range.size, m.alignment);
    if (!place || !editor.reach(home.end()))
      return false;
    editor.move(m.range, *place);
  }
  return table_can_grow(editor, home, count);
}

bool move_table(Editor& editor, Home& home, std::size_t count) {
  const std::optional<Place> place =
      home.take(editor.table().size + count * sizeof(Segment), alignof(std::uint64_t));
  if (!place || !editor.reach(home.end()))
    return false;
  editor.move_table(*place);
  return true;
}

} // namespace seal::elfseal
