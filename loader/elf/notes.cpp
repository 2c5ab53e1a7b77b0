// Walks of PT_NOTE and its kin; pure. A damaged note ends the walk: it can only hide a mark.
#include "elf/notes.h"
#include <cstring>

namespace seal::elf {
namespace {

struct Note {
  std::uint32_t type;
  std::span<const std::byte> name, desc;
};

bool is_note_segment(const Elf64_Phdr& phdr) {
  return phdr.p_type == PT_NOTE || phdr.p_type == LDSEAL_PT_GNU_SEAL;
}

// visit(note) returns true to stop the walk.
template <class Visit>
void for_each_note(const Image& image, Visit visit) {
  for (const Elf64_Phdr& phdr : image.phdrs) {
    if (!is_note_segment(phdr))
      continue;
    auto bytes = image.array<const std::byte>(phdr.p_vaddr, phdr.p_memsz);
    std::size_t align = phdr.p_align == 8 ? 8 : 4;
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
        return;
      // Padding counts from the segment's start, as each note's beginning does.
      std::size_t next = padded(sizeof head + desc_at + head.n_descsz) - sizeof head;
      if (next >= room)
        break;
      bytes = body.subspan(next);
    }
  }
}

bool is_named(const Note& note, const char* owner, std::size_t size) {
  return note.name.size() == size && std::memcmp(note.name.data(), owner, size) == 0;
}

bool has_memory_seal_property(std::span<const std::byte> properties) {
  while (properties.size() >= 8) {
    std::uint32_t type, size;
    std::memcpy(&type, properties.data(), 4);
    std::memcpy(&size, properties.data() + 4, 4);
    if (type == LDSEAL_GNU_PROPERTY_MEMORY_SEAL && size == 0)
      return true;
    std::size_t whole = 8 + ((std::size_t{size} + 7) & ~std::size_t{7});
    if (whole > properties.size())
      return false;
    properties = properties.subspan(whole);
  }
  return false;
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
    if (is_named(note, "GNU", 4) && note.type == NT_GNU_PROPERTY_TYPE_0 &&
        has_memory_seal_property(note.desc))
      property.present = true;
    return false;
  });
  return mark.present ? mark : property;
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
