// Symbol lookup over scopes, with versions, as glibc does it.
#pragma once

#include "link/scope.h"

namespace seal::link {

struct Reference {
  const char* name = nullptr;
  std::uint32_t hash = 0;                // gnu_hash(name)
  const elf::Version* version = nullptr; // null: unversioned
  bool plt = false;                      // a program's PLT entry is no definition for it
  bool newest = false;                   // unversioned, but wants the default version (dlsym)
  const object::Object* skip = nullptr;  // COPY: the program's own copy is no definition
};

// Does this object define it?
const Elf64_Sym* find_in(const object::Object& object, const Reference& reference);

// Definitions by name and version. It remembers what the global scope answered (with many libraries
// most references ask for the same few names), and the one definition of each STB_GNU_UNIQUE name.
class SymbolMap {
public:
  struct Slot {
    const char* name = nullptr;
    const char* version = nullptr;
    std::uint32_t hash = 0;
    bool plt = false;
    Definition definition;
  };
  // The slot for a reference: filled (slot.name set) or free to fill.
  Slot& at(os::Arena& arena, const Reference& reference);
  void clear();

private:
  void grow(os::Arena& arena);
  Slot* slots_ = nullptr;
  std::size_t capacity_ = 0, used_ = 0;
};

// The first definition in the scope.
Definition find(const Scope& scope, const Reference& reference);

} // namespace seal::link
