// Which symbol of an object answers a reference, and which object of a scope comes first; pure.
#include "link/lookup.h"
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
  if (found)
    return found;
  return versioned_count == 1 ? versioned : nullptr;
}

Definition find(const Scope& scope, const Reference& reference) {
  for (object::Object* object : scope) {
    if (object == reference.skip)
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

SymbolMap::Slot& SymbolMap::at(os::Arena& arena, const Reference& reference) {
  if (used_ * 2 >= capacity_)
    grow(arena);
  const char* version = reference.version ? reference.version->name : nullptr;
  std::size_t i = (reference.hash * std::size_t{0x9e3779b9}) & (capacity_ - 1);
  for (;; i = (i + 1) & (capacity_ - 1)) {
    Slot& slot = slots_[i];
    if (!slot.name) {
      ++used_; // the caller fills it
      slot.version = version;
      slot.hash = reference.hash;
      slot.plt = reference.plt;
      return slot;
    }
    if (slot.hash == reference.hash && slot.plt == reference.plt &&
        (slot.version == version || (slot.version && version && equal(slot.version, version))) &&
        equal(slot.name, reference.name))
      return slot;
  }
}

void SymbolMap::grow(os::Arena& arena) {
  std::size_t old_capacity = capacity_;
  Slot* old = slots_;
  capacity_ = capacity_ ? capacity_ * 2 : 4096;
  slots_ = arena.array<Slot>(capacity_);
  for (std::size_t j = 0; j < old_capacity; ++j) {
    if (!old[j].name)
      continue;
    std::size_t i = (old[j].hash * std::size_t{0x9e3779b9}) & (capacity_ - 1);
    while (slots_[i].name)
      i = (i + 1) & (capacity_ - 1);
    slots_[i] = old[j];
  }
}

void SymbolMap::clear() {
  slots_ = nullptr;
  capacity_ = used_ = 0;
}

} // namespace seal::link
