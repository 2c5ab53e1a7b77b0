// Walks of PT_NOTE and its kin; pure. A damaged note ends the walk: it can only hide a mark.
#include "elf/notes.h"
#include "arch/x86_64/cpu.h"
#include <cstring>
#include <optional>

namespace seal::elf {
namespace {

struct Note {
  std::uint32_t type;
  std::span<const std::byte> name, desc;
};

// Linkers make four. Many headers may lead to the same bytes, which must not be read each time.
constexpr unsigned kMostNoteSegments = 64;

bool is_note_segment(const Elf64_Phdr& phdr) {
  return phdr.p_type == PT_NOTE || phdr.p_type == LDSEAL_PT_GNU_SEAL;
}

// Of one segment; visit(note) returns true to stop the walk. True when it did.
template <class Visit>
bool for_each_note_in(const Image& image, const Elf64_Phdr& segment, Visit visit) {
  auto bytes = image.table_to_end<const std::byte>(segment.p_vaddr);
  if (bytes.size() > segment.p_memsz)
    bytes = bytes.first(segment.p_memsz);
  std::size_t align = segment.p_align == 8 ? 8 : 4;
  auto padded = [&](std::size_t size) { return (size + align - 1) & ~(align - 1); };
  while (bytes.size() >= sizeof(Elf64_Nhdr)) {
    Elf64_Nhdr head;
    std::memcpy(&head, bytes.data(), sizeof head);
    std::size_t room = bytes.size() - sizeof head;
    std::size_t desc_at = padded(sizeof head + head.n_namesz) - sizeof head;
    if (head.n_namesz > room || desc_at > room || head.n_descsz > room - desc_at)
      break;
    auto body = bytes.subspan(sizeof head);
    if (visit(Note{head.n_type, body.first(head.n_namesz), body.subspan(desc_at, head.n_descsz)}))
      return true;
    // Padding counts from the segment's start, as each note's beginning does.
    std::size_t next = padded(sizeof head + desc_at + head.n_descsz) - sizeof head;
    if (next >= room)
      break;
    bytes = body.subspan(next);
  }
  return false;
}

template <class Visit>
void for_each_note(const Image& image, Visit visit) {
  unsigned segments = 0;
  for (const Elf64_Phdr& phdr : image.phdrs)
    if (is_note_segment(phdr) &&
        (segments++ == kMostNoteSegments || for_each_note_in(image, phdr, visit)))
      return;
}

bool is_named(const Note& note, const char* owner, std::size_t size) {
  return note.name.size() == size && std::memcmp(note.name.data(), owner, size) == 0;
}

bool has_properties(const Note& note) {
  return is_named(note, "GNU", 4) && note.type == NT_GNU_PROPERTY_TYPE_0;
}

// The value of the property of that type, if it is there.
std::optional<std::span<const std::byte>> find_property(std::span<const std::byte> properties,
                                                        std::uint32_t wanted) {
  while (properties.size() >= 8) {
    std::uint32_t type, size;
    std::memcpy(&type, properties.data(), 4);
    std::memcpy(&size, properties.data() + 4, 4);
    if (size > properties.size() - 8)
      break;
    if (type == wanted)
      return properties.subspan(8, size);
    std::size_t whole = 8 + ((std::size_t{size} + 7) & ~std::size_t{7});
    if (whole > properties.size())
      break;
    properties = properties.subspan(whole);
  }
  return {};
}

bool has_memory_seal_property(std::span<const std::byte> properties) {
  const auto value = find_property(properties, LDSEAL_GNU_PROPERTY_MEMORY_SEAL);
  return value && value->empty();
}

std::uint32_t levels_in(std::span<const std::byte> properties) {
  const auto value = find_property(properties, arch::kLevelsNeeded);
  std::uint32_t levels = 0;
  if (value && value->size() == sizeof levels)
    std::memcpy(&levels, value->data(), sizeof levels);
  return levels;
}

} // namespace

Mark find_mark(const Image& image) {
  Mark mark, property;
  for_each_note(image, [&](const Note& note) {
    if (is_named(note, LDSEAL_NOTE_OWNER, sizeof LDSEAL_NOTE_OWNER) &&
        note.type == LDSEAL_NOTE_SEAL && note.desc.size() >= sizeof(ldseal_note_desc)) {
      ldseal_note_desc desc;
      std::memcpy(&desc, note.desc.data(), sizeof desc);
      mark = {true, desc.version, desc.policy};
      return true;
    }
    if (has_properties(note) && has_memory_seal_property(note.desc))
      property.present = true;
    return false;
  });
  return mark.present ? mark : property;
}

// As glibc's loader reads them: the last segment aligned to 8 counts that has such a note, and does
// not where it has two.
std::uint32_t find_levels_needed(const Image& image) {
  unsigned segments = 0;
  for (std::size_t i = image.phdrs.size(); i-- > 0 && segments < kMostNoteSegments;) {
    const Elf64_Phdr& phdr = image.phdrs[i];
    if (phdr.p_type != PT_NOTE || phdr.p_align != 8)
      continue;
    ++segments;
    unsigned notes = 0;
    std::uint32_t levels = 0;
    for_each_note_in(image, phdr, [&](const Note& note) {
      if (has_properties(note) && notes++ == 0)
        levels = levels_in(note.desc);
      return false;
    });
    if (notes)
      return notes == 1 ? levels : 0;
  }
  return 0;
}

std::span<const std::byte> find_build_id(const Image& image) {
  std::span<const std::byte> id;
  for_each_note(image, [&](const Note& note) {
    if (!is_named(note, "GNU", 4) || note.type != NT_GNU_BUILD_ID)
      return false;
    id = note.desc;
    return true;
  });
  return id;
}

} // namespace seal::elf
