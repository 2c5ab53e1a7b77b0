// Merging one property into a note (gABI's draft for Linux, "Program Property").
#include "property.h"

#include <ldseal/note.h>

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
constexpr std::uint64_t kPropertySize = 8; // of a property without data
constexpr char kOwner[4] = "GNU";

bool begins_property_note(llvm::ArrayRef<std::uint8_t> bytes) {
  return bytes.size() >= kHeaderSize && endian::read32le(bytes.data()) == sizeof kOwner &&
         endian::read32le(bytes.data() + 8) == elf::NT_GNU_PROPERTY_TYPE_0 &&
         std::memcmp(bytes.data() + 12, kOwner, sizeof kOwner) == 0;
}

// Where the property belongs in a descriptor; nothing if that does not hold properties in order.
std::optional<std::uint64_t> place_in(llvm::ArrayRef<std::uint8_t> properties) {
  std::optional<std::uint64_t> place;
  std::uint32_t last = 0;
  std::uint64_t at = 0;
  while (at < properties.size()) {
    if (properties.size() - at < kPropertySize)
      return std::nullopt;
    const std::uint32_t type = endian::read32le(properties.data() + at);
    const std::uint64_t size =
        llvm::alignTo(std::uint64_t{endian::read32le(properties.data() + at + 4)}, 8);
    if (type < last || type == LDSEAL_GNU_PROPERTY_MEMORY_SEAL ||
        size > properties.size() - at - kPropertySize)
      return std::nullopt;
    if (!place && type > LDSEAL_GNU_PROPERTY_MEMORY_SEAL)
      place = at;
    last = type;
    at += kPropertySize + size;
  }
  return place.value_or(at);
}

} // namespace

std::optional<FileRange> property_note(const Image& image) {
  for (const std::uint32_t type : {elf::PT_GNU_PROPERTY, elf::PT_NOTE})
    for (const Segment& s : image.segments())
      if (s.p_type == type && s.p_align == kPropertyAlignment &&
          begins_property_note(image.bytes(file_range(s))))
        return file_range(s);
  return std::nullopt;
}

std::optional<std::vector<std::uint8_t>> with_seal_property(llvm::ArrayRef<std::uint8_t> note) {
  std::vector<std::uint8_t> result(note.begin(), note.end());
  if (note.empty()) {
    result.resize(kHeaderSize);
    endian::write32le(result.data(), sizeof kOwner);
    endian::write32le(result.data() + 8, elf::NT_GNU_PROPERTY_TYPE_0);
    std::memcpy(result.data() + 12, kOwner, sizeof kOwner);
  } else if (!begins_property_note(note) ||
             kHeaderSize + endian::read32le(note.data() + 4) != note.size()) {
    return std::nullopt;
  }
  const llvm::ArrayRef<std::uint8_t> properties =
      llvm::ArrayRef<std::uint8_t>(result).drop_front(kHeaderSize);
  const std::optional<std::uint64_t> place = place_in(properties);
  if (!place)
    return std::nullopt;
  std::uint8_t property[kPropertySize] = {};
  endian::write32le(property, LDSEAL_GNU_PROPERTY_MEMORY_SEAL);
  endian::write32le(result.data() + 4,
                    static_cast<std::uint32_t>(properties.size() + sizeof property));
  result.insert(result.begin() + static_cast<std::ptrdiff_t>(kHeaderSize + *place),
                std::begin(property), std::end(property));
  return result;
}

} // namespace seal::elfseal
