// One property of a note more, or one less (gABI's draft for Linux, "Program Property").
#include "property.h"

#include <ldseal/note.h>

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Support/Endian.h>
#include <llvm/Support/MathExtras.h>

#include <cstring>

namespace seal::elfseal {
namespace {

namespace elf = llvm::ELF;
namespace endian = llvm::support::endian;

constexpr std::uint64_t kHeaderSize = 16;  // of the note, with its owner
constexpr std::uint64_t kTypeAt = 8;       // of n_type in it
constexpr std::uint64_t kPropertySize = 8; // of a property without data
constexpr char kOwner[4] = "GNU";

bool begins_property_note(llvm::ArrayRef<std::uint8_t> bytes) {
  return bytes.size() >= kHeaderSize && endian::read32le(bytes.data()) == sizeof kOwner &&
         endian::read32le(bytes.data() + kTypeAt) == elf::NT_GNU_PROPERTY_TYPE_0 &&
         std::memcmp(bytes.data() + 12, kOwner, sizeof kOwner) == 0;
}

// Where the property is in a descriptor, or belongs.
struct SealProperty {
  std::uint64_t at = 0;
  bool present = false;
};

// Nothing if the bytes are not one whole note of properties in order.
std::optional<SealProperty> find_in(llvm::ArrayRef<std::uint8_t> note) {
  if (!begins_property_note(note) || kHeaderSize + endian::read32le(note.data() + 4) != note.size())
    return std::nullopt;
  const llvm::ArrayRef<std::uint8_t> properties = note.drop_front(kHeaderSize);
  std::optional<SealProperty> found;
  std::uint32_t last = 0;
  std::uint64_t at = 0;
  while (at < properties.size()) {
    if (properties.size() - at < kPropertySize)
      return std::nullopt;
    const std::uint32_t type = endian::read32le(properties.data() + at);
    const std::uint64_t size =
        llvm::alignTo(std::uint64_t{endian::read32le(properties.data() + at + 4)}, 8);
    if (type < last || size > properties.size() - at - kPropertySize)
      return std::nullopt;
    if (!found && type >= LDSEAL_GNU_PROPERTY_MEMORY_SEAL)
      found = {at, type == LDSEAL_GNU_PROPERTY_MEMORY_SEAL && size == 0};
    last = type;
    at += kPropertySize + size;
  }
  return found.value_or(SealProperty{at, false});
}

bool is_of(const Segment& s, FileRange note) {
  return (s.p_type == elf::PT_NOTE || s.p_type == elf::PT_GNU_PROPERTY) && file_range(s) == note;
}

bool is_of(const Section& s, FileRange note) {
  return s.sh_type == elf::SHT_NOTE && file_range(s) == note;
}

} // namespace

std::optional<FileRange> property_note(const Image& image) {
  for (const std::uint32_t type : {elf::PT_GNU_PROPERTY, elf::PT_NOTE})
    for (const Segment& s : image.segments())
      if (s.p_type == type && s.p_align == kPropertyAlignment &&
          begins_property_note(image.bytes(file_range(s)))) {
        const auto* const all = llvm::find_if(image.segments(), [&](const Segment& other) {
          return other.p_type == elf::PT_NOTE && file_range(other).overlaps(file_range(s));
        });
        return file_range(all == image.segments().end() ? s : *all);
      }
  return std::nullopt;
}

std::optional<std::vector<std::uint8_t>> with_seal_property(llvm::ArrayRef<std::uint8_t> note) {
  std::vector<std::uint8_t> result(note.begin(), note.end());
  if (note.empty()) {
    result.resize(kHeaderSize);
    endian::write32le(result.data(), sizeof kOwner);
    endian::write32le(result.data() + kTypeAt, elf::NT_GNU_PROPERTY_TYPE_0);
    std::memcpy(result.data() + 12, kOwner, sizeof kOwner);
  }
  const std::optional<SealProperty> found = find_in(result);
  if (!found || found->present)
    return std::nullopt;
  std::uint8_t property[kPropertySize] = {};
  endian::write32le(property, LDSEAL_GNU_PROPERTY_MEMORY_SEAL);
  endian::write32le(result.data() + 4,
                    static_cast<std::uint32_t>(result.size() - kHeaderSize + sizeof property));
  result.insert(result.begin() + static_cast<std::ptrdiff_t>(kHeaderSize + found->at),
                std::begin(property), std::end(property));
  return result;
}

bool drop_seal_property(llvm::MutableArrayRef<std::uint8_t> bytes, const Image& image) {
  const std::optional<FileRange> place = property_note(image);
  const std::optional<SealProperty> found = place ? find_in(image.bytes(*place)) : std::nullopt;
  if (!found || !found->present)
    return false;
  const llvm::MutableArrayRef<std::uint8_t> note = bytes.slice(place->offset, place->size);
  if (note.size() == kHeaderSize + kPropertySize) { // readers take a note of none for a broken one
    endian::write32le(note.data() + kTypeAt, LDSEAL_NOTE_VOID);
    return true;
  }
  const llvm::MutableArrayRef<std::uint8_t> rest = note.drop_front(kHeaderSize + found->at);
  std::memmove(rest.data(), rest.data() + kPropertySize, rest.size() - kPropertySize);
  std::memset(rest.data() + rest.size() - kPropertySize, 0, kPropertySize);
  endian::write32le(note.data() + 4,
                    static_cast<std::uint32_t>(note.size() - kHeaderSize - kPropertySize));
  auto* const segments = reinterpret_cast<Segment*>(bytes.data() + image.table().offset);
  for (std::size_t i = 0; i < image.segments().size(); ++i)
    if (is_of(image.segments()[i], *place)) {
      segments[i].p_filesz -= kPropertySize;
      segments[i].p_memsz -= kPropertySize;
    }
  auto* const sections = reinterpret_cast<Section*>(bytes.data() + image.header().e_shoff);
  for (std::size_t i = 0; i < image.sections().size(); ++i)
    if (is_of(image.sections()[i], *place))
      sections[i].sh_size -= kPropertySize;
  return true;
}

} // namespace seal::elfseal
