// Where a reference is looked up: up to three lists of objects, one after the other.
#pragma once

#include "object/object.h"

namespace seal::link {

using Scope = os::Vector<object::Object*>;

// A definition that was found: null symbol for none.
struct Definition {
  object::Object* object = nullptr;
  const Elf64_Sym* symbol = nullptr;
  explicit operator bool() const { return symbol != nullptr; }
};

// The address of a definition: functions and data by the bias, absolute symbols as they are, and
// what the loader puts in place of the companion's.
std::uintptr_t address_of(const Definition& definition);

inline bool is_ifunc(const Elf64_Sym& symbol) {
  return ELF64_ST_TYPE(symbol.st_info) == STT_GNU_IFUNC && symbol.st_shndx != SHN_UNDEF;
}

} // namespace seal::link
