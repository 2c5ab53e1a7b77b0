// Which symbol of an object answers a reference, and which object of a scope comes first; pure.
#include "link/lookup.h"
#include "os/debug.h"
#include "os/string.h"

namespace seal::link {
namespace {

constexpr unsigned kIndexMask = 0x7fff;
constexpr unsigned kHiddenBit = 0x8000;

bool is_definition(const Elf64_Sym& symbol, bool plt) {
  unsigned type = ELF64_ST_TYPE(symbol.st_info);
  constexpr unsigned kTypes = 1u << STT_NOTYPE | 1u << STT_OBJECT | 1u << STT_FUNC |
                              1u << STT_COMMON | 1u << STT_TLS | 1u << STT_GNU_IFUNC;
  if (!(kTypes >> type & 1))
    return false;
  if (symbol.st_value == 0 && symbol.st_shndx != SHN_ABS && type != STT_TLS)
    return false;
  // An undefined symbol with a value is the address of a program's PLT entry: the function's
  // canonical address (psABI, "Function Addresses"), but not for a PLT itself.
  if (symbol.st_shndx == SHN_UNDEF && plt)
    return false;
  unsigned visibility = ELF64_ST_VISIBILITY(symbol.st_other);
  if (visibility == STV_HIDDEN || visibility == STV_INTERNAL)
    return false;
  unsigned bind = ELF64_ST_BIND(symbol.st_info);
  return bind == STB_GLOBAL || bind == STB_WEAK || bind == STB_GNU_UNIQUE;
}

} // namespace

const Elf64_Sym* find_in(const object::Object& object, const Reference& reference) {
  if (reference.copy && object.is_program)
    return nullptr;
  const elf::Symbols& symbols = object.symbols;
  const Elf64_Sym* versioned = nullptr;
  unsigned versioned_count = 0;
  const Elf64_Sym* found =
      symbols.find(reference.name, reference.hash, [&](const Elf64_Sym& symbol) {
        if (!is_definition(symbol, reference.plt))
          return false;
        if (symbols.versym.empty())
          return true; // without versions an object answers every reference
        unsigned versym = symbols.versym[symbols.index(symbol)];
        unsigned index = versym & kIndexMask;
        if (const elf::Version* wanted = reference.version) {
          const elf::Version* version = object.versions.at(index);
          if (version && version->hash == wanted->hash && equal(version->name, wanted->name))
            return true;
          return !version && !wanted->hidden && !(versym & kHiddenBit);
        }
        // An unversioned reference binds to the base version (index 2 is an object's first), else
        // to the only default version there is.
        if (index < (reference.newest ? 2u : 3u))
          return true;
        if (!(versym & kHiddenBit) && versioned_count++ == 0)
          versioned = &symbol;
        return false;
      });
  if (!found && versioned_count == 1)
    found = versioned;
  const bool too_weak = reference.strong && found && ELF64_ST_BIND(found->st_info) == STB_WEAK;
  return too_weak ? nullptr : found;
}

Definition find(const Scope& scope, const Reference& reference, std::size_t first) {
  const bool tells = os::debugging(os::kSymbols);
  for (std::size_t i = first; i < scope.size(); ++i) {
    object::Object* object = scope[i];
    if (tells && !(reference.copy && object->is_program))
      os::debug("symbol=%;  lookup in file=% [0]\n", reference.name, object->shown_name());
    if (!object->symbols.may_have(reference.hash))
      continue;
    if (const Elf64_Sym* symbol = find_in(*object, reference))
      return {object, symbol};
  }
  return {};
}

std::uintptr_t address_of(const Definition& definition) {
  const object::Object& object = *definition.object;
  const Elf64_Sym& symbol = *definition.symbol;
  for (const object::Override& each : object.overrides)
    if (each.symbol == object.symbols.index(symbol))
      return each.address;
  return symbol.st_shndx == SHN_ABS ? symbol.st_value : object.image.bias + symbol.st_value;
}

const Elf64_Sym* find_export(const object::Object& object, const char* name) {
  return find_in(object, {.name = name, .hash = elf::gnu_hash(name), .newest = true});
}

Result<Definition> UniqueSymbols::resolve(os::Arena& arena, std::uint32_t hash, Definition found) {
  if (!frozen_ && used_ * 2 >= capacity_)
    TRY(grow(arena));
  if (capacity_ == 0) // and frozen
    return found;
  // Not the reference's name: the object that refers may be unloaded.
  const char* name = found.object->symbols.name(*found.symbol);
  Slot& place = slot(name, hash);
  if (!place.name) {
    if (frozen_)
      return found;
    place = {name, hash, found};
    ++used_;
  }
  object::Object& object = *place.definition.object;
  if (!object.permanent) {
    if (noted_)
      TRY(noted_->push(*noted_arena_, &object));
    object.permanent = true; // others may keep its address for good
  }
  return place.definition;
}

void UniqueSymbols::forget_visited() {
  for (std::size_t i = 0; i < capacity_; ++i)
    if (const object::Object* object = slots_[i].definition.object; object && object->live->visited)
      slots_[i] = {.name = "", .hash = 0, .definition = {}}; // keeps what was put behind it
}

UniqueSymbols::Slot& UniqueSymbols::slot(const char* name, std::uint32_t hash) {
  std::size_t i = (hash * std::size_t{0x9e3779b9}) & (capacity_ - 1);
  while (slots_[i].name && !(slots_[i].hash == hash && equal(slots_[i].name, name)))
    i = (i + 1) & (capacity_ - 1);
  return slots_[i];
}

Status UniqueSymbols::grow(os::Arena& arena) {
  const std::size_t old_capacity = capacity_, capacity = capacity_ ? capacity_ * 2 : 64;
  Slot* old = slots_;
  slots_ = TRY(arena.array<Slot>(capacity));
  capacity_ = capacity;
  for (std::size_t i = 0; i < old_capacity; ++i)
    if (old[i].name)
      slot(old[i].name, old[i].hash) = old[i];
  return {};
}

} // namespace seal::link
