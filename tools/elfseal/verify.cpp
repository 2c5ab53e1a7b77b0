// Comparing two ELF files as readers see them.
#include "verify.h"

#include "error.h"
#include "image.h"
#include "note_owners.h"
#include "notes.h"
#include "property.h"
#include "text.h"

#include <ldseal/note.h>

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Object/ELF.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace seal::elfseal {
namespace {

namespace elf = llvm::ELF;

using Bytes = llvm::ArrayRef<std::uint8_t>;

constexpr std::size_t kFewOfAName = 64;

llvm::Error differs(const llvm::Twine& what) {
  return fail("the new file would be wrong, so it is left as it was: {0}; please report this file",
              printable(what));
}

bool starts_with(Bytes longer, Bytes start) {
  return longer.size() >= start.size() &&
         (start.empty() || std::memcmp(longer.data(), start.data(), start.size()) == 0);
}

// The GNU property is merged into its note; others only grow.
bool follows_from(Bytes now, Bytes old, const Wanted& wanted) {
  if (starts_with(now, old))
    return true;
  const auto merged = wanted.gnu_property ? with_seal_property(old) : std::nullopt;
  return merged && now == Bytes(*merged);
}

// Those that tell distances from their own place tell them anew.
bool notes_follow_from(Bytes now, Bytes old, const Wanted& wanted, std::uint64_t alignment,
                       std::uint64_t distance) {
  return follows_from(now, moved_notes(old, alignment, distance), wanted);
}

// The same is mapped in the same place, bar what marking adds at the first one's end.
llvm::Error compare_loaded(const Segment& old, const Segment& now, bool first) {
  const bool same_size = old.p_filesz == now.p_filesz && old.p_memsz == now.p_memsz;
  const bool grown = first && now.p_filesz >= old.p_filesz && now.p_filesz == now.p_memsz;
  if (old.p_offset != now.p_offset || old.p_vaddr != now.p_vaddr || old.p_flags != now.p_flags ||
      old.p_align != now.p_align || (!same_size && !grown))
    return differs("the loadable segment at 0x" + llvm::utohexstr(old.p_vaddr) + " is another");
  return llvm::Error::success();
}

// Segments apart from the loadable ones: each is where it was, or its bytes are the same elsewhere.
llvm::Error compare_other(const Image& before, const Segment& old, const Image& after,
                          const Segment& now, const Wanted& wanted) {
  const std::string name = "segment of type 0x" + llvm::utohexstr(old.p_type);
  if (old.p_flags != now.p_flags || old.p_align != now.p_align)
    return differs("the " + name + " has other flags");
  if (old.p_type == elf::PT_PHDR)
    return file_range(now) == after.table() ? llvm::Error::success()
                                            : differs("PT_PHDR is not the program header table");
  if (old.p_type == elf::PT_INTERP && wanted.interpreter)
    return llvm::Error::success();
  const bool may_grow =
      old.p_type == elf::PT_NOTE || (old.p_type == elf::PT_GNU_PROPERTY && wanted.gnu_property);
  if (!may_grow && (old.p_filesz != now.p_filesz || old.p_memsz != now.p_memsz))
    return differs("the " + name + " has another size");
  const bool lost_a_section = old.p_type == elf::PT_NOTE && !before.sections().empty() &&
                              file_range(old).contains(file_range(now)) &&
                              old.p_vaddr - old.p_offset == now.p_vaddr - now.p_offset;
  if ((file_range(old) == file_range(now) && old.p_vaddr == now.p_vaddr) || lost_a_section)
    return llvm::Error::success(); // its bytes are compared as sections
  if (old.p_type == elf::PT_DYNAMIC || old.p_type == elf::PT_GNU_RELRO || old.p_type == elf::PT_TLS)
    return differs("the " + name + " is elsewhere");
  const Bytes bytes = before.bytes(file_range(old));
  const bool same = old.p_type == elf::PT_NOTE
                        ? notes_follow_from(after.bytes(file_range(now)), bytes, wanted,
                                            note_alignment(old), now.p_vaddr - old.p_vaddr)
                        : follows_from(after.bytes(file_range(now)), bytes, wanted);
  return same ? llvm::Error::success() : differs("the " + name + " has other contents");
}

llvm::Error compare_segments(const Image& before, const Image& after, const Wanted& wanted) {
  std::map<std::uint32_t, std::vector<const Segment*>> by_type;
  for (const Segment& s : after.segments())
    by_type[s.p_type].push_back(&s);
  std::map<std::uint32_t, std::size_t> taken;
  const Segment* const first = llvm::find_if(before.segments(), is_loaded);
  for (const Segment& old : before.segments()) {
    if (old.p_type == elf::PT_NULL)
      continue;
    const std::vector<const Segment*>& now = by_type[old.p_type];
    const std::size_t index = taken[old.p_type]++;
    if (index >= now.size() && old.p_type == elf::PT_PHDR && !before.segment(elf::PT_INTERP))
      continue; // taken as a spare header
    if (index >= now.size())
      return differs("a segment of type 0x" + llvm::utohexstr(old.p_type) + " is gone");
    if (llvm::Error error = old.p_type == elf::PT_LOAD
                                ? compare_loaded(old, *now[index], &old == first)
                                : compare_other(before, old, after, *now[index], wanted))
      return error;
  }
  return llvm::Error::success();
}

// Sections by name, those of a name in their order.
using Named = std::map<std::string, std::vector<const Section*>>;

llvm::Expected<Named> named_sections(const Image& image) {
  auto names = section_names(image);
  if (!names)
    return names.takeError();
  Named named;
  for (const auto& [name, section] : llvm::zip(*names, image.sections()))
    named[name.str()].push_back(&section);
  return named;
}

// What follows pieces that move, and the interpreter; compared elsewhere.
bool may_change(const Section& s, llvm::StringRef name, const Wanted& wanted) {
  return s.sh_type == elf::SHT_NULL || s.sh_type == elf::SHT_DYNAMIC ||
         s.sh_type == elf::SHT_SYMTAB || s.sh_type == elf::SHT_DYNSYM ||
         (name == ".interp" && wanted.interpreter);
}

bool contents_follow(const Image& before, const Section& a, const Image& after, const Section& b,
                     const Wanted& wanted) {
  const Bytes old = before.bytes(file_range(a));
  const Bytes now = after.bytes(file_range(b));
  return a.sh_type == elf::SHT_NOTE
             ? notes_follow_from(now, old, wanted, note_alignment(a), b.sh_addr - a.sh_addr)
             : follows_from(now, old, wanted);
}

bool is_equal(const Image& before, const Section& a, const Image& after, const Section& b,
              llvm::StringRef name, const Wanted& wanted) {
  return a.sh_type == b.sh_type && a.sh_flags == b.sh_flags && a.sh_addralign == b.sh_addralign &&
         (may_change(a, name, wanted) || file_range(a).size == 0 ||
          contents_follow(before, a, after, b, wanted));
}

// Takes the section that became of `a` out of `others`: rather the one in its place, but where one
// of a name has moved, their order may be another.
bool take_equal(const Image& before, const Section& a, const Image& after,
                std::vector<const Section*>& others, std::size_t place, llvm::StringRef name,
                const Wanted& wanted) {
  const std::size_t end = others.size() <= kFewOfAName ? others.size() : 1;
  for (std::size_t i = 0; i < end; ++i) {
    const Section*& b = others[(place + i) % others.size()];
    if (b && is_equal(before, a, after, *b, name, wanted)) {
      b = nullptr;
      return true;
    }
  }
  return false;
}

llvm::Error compare_sections(const Image& before, const Image& after, const Wanted& wanted) {
  if (before.sections().size() != after.sections().size())
    return differs("the number of sections is another");
  llvm::Expected<Named> old = named_sections(before);
  if (!old) { // names that were broken before are still
    llvm::consumeError(old.takeError());
    return llvm::Error::success();
  }
  llvm::Expected<Named> now = named_sections(after);
  if (!now)
    return differs(llvm::toString(now.takeError()));
  for (const auto& [name, sections] : *old) {
    std::vector<const Section*>& others = (*now)[name];
    if (others.size() != sections.size())
      return differs("section " + name + " is gone");
    for (std::size_t i = 0; i < sections.size(); ++i)
      if (!take_equal(before, *sections[i], after, others, i, name, wanted))
        return differs("section " + name + " has other contents");
  }
  return llvm::Error::success();
}

// Every note is still where readers of segments look.
llvm::Error compare_notes(const Image& before, const Image& after) {
  const auto notes_of = [](const Image& image) {
    std::multiset<std::pair<std::string, std::uint32_t>> notes;
    for (const Segment& s : image.segments())
      if (s.p_type == elf::PT_NOTE)
        for_each_note(image.bytes(file_range(s)), note_alignment(s), [&](const Note& note) {
          notes.emplace(note.owner.str(), note.type);
          return true;
        });
    return notes;
  };
  const auto old = notes_of(before);
  const auto now = notes_of(after);
  return std::includes(now.begin(), now.end(), old.begin(), old.end())
             ? llvm::Error::success()
             : differs("a note is in no segment any more");
}

// Where the kernel and the loader look for the program headers.
llvm::Error check_table_is_loaded(const Image& after) {
  const Segment* const table = after.segment(elf::PT_PHDR);
  const bool loaded = !table || llvm::any_of(after.segments(), [&](const Segment& s) {
    return s.p_type == elf::PT_LOAD && file_range(s).contains(file_range(*table)) &&
           s.p_vaddr - s.p_offset == table->p_vaddr - table->p_offset;
  });
  return loaded ? llvm::Error::success() : differs("the program headers are not loaded");
}

} // namespace

llvm::Error verify_marked(Bytes original, Bytes marked, const Wanted& wanted) {
  llvm::Expected<Image> before = Image::parse(original);
  if (!before)
    return before.takeError();
  llvm::Expected<Image> after = Image::parse(marked);
  if (!after)
    return differs(llvm::toString(after.takeError()));
  const std::optional<Mark> mark = find_mark(*after);
  if (!mark || mark->version != LDSEAL_NOTE_VERSION || mark->policy != wanted.policy)
    return differs("the mark is not in it");
  if (wanted.interpreter && after->interpreter() != llvm::StringRef(*wanted.interpreter))
    return differs("the interpreter is another");
  if (wanted.gnu_property && !has_property_mark(*after))
    return differs("the property is not in it");
  if (llvm::Error error = compare_segments(*before, *after, wanted))
    return error;
  if (llvm::Error error = compare_sections(*before, *after, wanted))
    return error;
  if (llvm::Error error = compare_notes(*before, *after))
    return error;
  return check_table_is_loaded(*after);
}

} // namespace seal::elfseal
