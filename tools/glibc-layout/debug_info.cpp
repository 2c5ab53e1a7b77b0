// Walks DWARF with libdw, by the names that C gives and never by position.
#include "debug_info.h"

#include <dwarf.h>

#include <llvm/Support/FileSystem.h>

#include <tuple>

namespace seal::layout {
namespace {

// References in a damaged file may form a cycle; no sound type is as deep as this.
constexpr int kMaxDepth = 32;

std::optional<std::uint64_t> unsigned_of(Dwarf_Die die, unsigned name) {
  Dwarf_Attribute attribute;
  Dwarf_Word value;
  if (dwarf_attr_integrate(&die, name, &attribute) == nullptr ||
      dwarf_formudata(&attribute, &value) != 0)
    return std::nullopt;
  return value;
}

std::optional<Dwarf_Die> type_of(Dwarf_Die die) {
  Dwarf_Attribute attribute;
  Dwarf_Die type;
  if (dwarf_attr_integrate(&die, DW_AT_type, &attribute) == nullptr ||
      dwarf_formref_die(&attribute, &type) == nullptr)
    return std::nullopt;
  return type;
}

std::optional<Dwarf_Die> strip(std::optional<Dwarf_Die> type) {
  for (int depth = 0; type && depth < kMaxDepth; ++depth) {
    switch (dwarf_tag(&*type)) {
    case DW_TAG_typedef:
    case DW_TAG_const_type:
    case DW_TAG_volatile_type:
    case DW_TAG_restrict_type:
    case DW_TAG_atomic_type:
      type = type_of(*type);
      break;
    default:
      return type;
    }
  }
  return std::nullopt;
}

template <typename Visitor>
void for_each_child(Dwarf_Die parent, Visitor visit) {
  Dwarf_Die child;
  for (int status = dwarf_child(&parent, &child); status == 0;
       status = dwarf_siblingof(&child, &child))
    visit(child);
}

bool is_aggregate(Dwarf_Die die) {
  const int tag = dwarf_tag(&die);
  return tag == DW_TAG_structure_type || tag == DW_TAG_union_type || tag == DW_TAG_class_type;
}

bool is_declaration(Dwarf_Die die) { return dwarf_hasattr_integrate(&die, DW_AT_declaration); }

// Where `member` starts in its structure, in bits. A union's members say nothing and start at 0.
std::optional<std::uint64_t> bit_offset_of(Dwarf_Die member) {
  if (const auto bits = unsigned_of(member, DW_AT_data_bit_offset))
    return bits;
  const auto bytes = unsigned_of(member, DW_AT_data_member_location);
  if (!bytes && dwarf_hasattr(&member, DW_AT_data_member_location))
    return std::nullopt; // an expression: no compiler of the last decade writes one for C
  const std::uint64_t start = bytes.value_or(0) * 8;
  const auto from_top = unsigned_of(member, DW_AT_bit_offset);
  if (!from_top)
    return start;
  // Before DWARF 5 a bit-field counts from the most significant bit of its storage unit.
  auto storage = unsigned_of(member, DW_AT_byte_size);
  if (!storage)
    if (const auto type = strip(type_of(member)))
      storage = size_of(*type);
  const auto width = unsigned_of(member, DW_AT_bit_size);
  if (!storage || !width || *from_top + *width > *storage * 8)
    return std::nullopt;
  return start + *storage * 8 - *from_top - *width;
}

// The member called `name`, looked for in anonymous members too.
std::optional<Place> member_of(Dwarf_Die aggregate, llvm::StringRef name, int depth = 0) {
  std::optional<Place> found;
  if (depth == kMaxDepth)
    return found;
  for_each_child(aggregate, [&](Dwarf_Die member) {
    if (found || dwarf_tag(&member) != DW_TAG_member)
      return;
    const char* member_name = dwarf_diename(&member);
    if (member_name != nullptr && name != member_name)
      return;
    const auto offset = bit_offset_of(member);
    const auto type = strip(type_of(member));
    if (!offset || !type)
      return;
    if (member_name != nullptr)
      found = Place{*offset, unsigned_of(member, DW_AT_bit_size).value_or(0), *type};
    else if (is_aggregate(*type) && (found = member_of(*type, name, depth + 1)))
      found->bit_offset += *offset;
  });
  return found;
}

} // namespace

std::optional<std::uint64_t> count_of(Dwarf_Die array) {
  if (dwarf_tag(&array) != DW_TAG_array_type)
    return std::nullopt;
  std::optional<std::uint64_t> count;
  int dimensions = 0;
  for_each_child(array, [&](Dwarf_Die range) {
    if (dwarf_tag(&range) != DW_TAG_subrange_type)
      return;
    ++dimensions;
    if ((count = unsigned_of(range, DW_AT_count)))
      return;
    if (const auto last = unsigned_of(range, DW_AT_upper_bound))
      count = *last + 1;
  });
  return dimensions == 1 ? count : std::nullopt;
}

std::optional<std::uint64_t> size_of(Dwarf_Die type) { return unsigned_of(type, DW_AT_byte_size); }

std::optional<std::uint64_t> alignment_of(Dwarf_Die type) {
  return unsigned_of(type, DW_AT_alignment);
}

DebugInfo::DebugInfo(ElfObject&& file, std::unique_ptr<Dwarf, Close> dwarf)
    : file_(std::move(file)), dwarf_(std::move(dwarf)) {
  index(dwarf_.get());
  // Where dwz has run, what several files share may stand in one more.
  if (Dwarf* shared = dwarf_getalt(dwarf_.get()))
    index(shared);
}

void DebugInfo::index(Dwarf* dwarf) {
  Dwarf_CU* unit = nullptr;
  Dwarf_Die unit_die;
  while (dwarf_get_units(dwarf, unit, &unit, nullptr, nullptr, &unit_die, nullptr) == 0)
    for_each_child(unit_die, [&](Dwarf_Die die) {
      const char* name = is_aggregate(die) ? dwarf_diename(&die) : nullptr;
      if (name == nullptr || is_declaration(die))
        return;
      auto& known = structures_.try_emplace(name, die).first->second;
      if (known && size_of(*known) != size_of(die))
        known.reset();
    });
}

std::optional<Dwarf_Die> DebugInfo::definition(llvm::StringRef structure) const {
  const auto known = structures_.find(structure);
  return known == structures_.end() ? std::nullopt : known->second;
}

Dwarf_Die DebugInfo::complete(Dwarf_Die type) const {
  const char* name = is_declaration(type) ? dwarf_diename(&type) : nullptr;
  return name == nullptr ? type : definition(name).value_or(type);
}

std::optional<Place> DebugInfo::find(llvm::StringRef structure, llvm::StringRef path) const {
  const auto root = definition(structure);
  if (!root)
    return std::nullopt;
  Place place{.type = *root};
  while (!path.empty()) {
    llvm::StringRef name;
    std::tie(name, path) = path.split('.');
    if (dwarf_tag(&place.type) == DW_TAG_array_type) {
      const auto element = strip(type_of(place.type));
      if (!element)
        return std::nullopt;
      place.type = *element;
    }
    const auto member = member_of(complete(place.type), name);
    if (!member)
      return std::nullopt;
    place = {place.bit_offset + member->bit_offset, member->bit_width, complete(member->type)};
  }
  return place;
}

llvm::Expected<DebugInfo> DebugInfo::open(const ElfObject& object, llvm::StringRef debug_dir) {
  const std::string& id = object.build_id();
  const std::string separate =
      (debug_dir + "/.build-id/" + id.substr(0, 2) + "/" + id.substr(2) + ".debug").str();
  const bool own = object.has_section(".debug_info");
  if (!own && !llvm::sys::fs::exists(separate))
    return failure(object.path(), "has no debug information, and there is no " + separate +
                                      ": install libc6-dbg, or pass --debug-dir");
  auto file = ElfObject::open(own ? object.path() : separate);
  if (!file)
    return file.takeError();
  if (file->build_id() != id)
    return failure(separate, "belongs to another build than " + object.path() +
                                 ": install libc6-dbg of the same version, or pass --debug-dir");
  std::unique_ptr<Dwarf, Close> dwarf(dwarf_begin_elf(file->elf(), DWARF_C_READ, nullptr));
  if (!dwarf)
    return failure(file->path(), llvm::Twine("has unreadable debug information (") +
                                     dwarf_errmsg(-1) + "): install libc6-dbg anew");
  if (file->has_section(".gnu_debugaltlink") && dwarf_getalt(dwarf.get()) == nullptr)
    return failure(file->path(), "shares debug information with a file that is not there: install "
                                 "libc6-dbg anew, or keep its .dwz directory");
  return DebugInfo(std::move(*file), std::move(dwarf));
}

} // namespace seal::layout
