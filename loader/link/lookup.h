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
  bool copy = false;                     // for a COPY relocation: the program has no definition
  bool strong = false;                   // a weak definition is none
};

// Does this object define it?
const Elf64_Sym* find_in(const object::Object& object, const Reference& reference);
// By its default version.
const Elf64_Sym* find_export(const object::Object& object, const char* name);

// The one definition of each STB_GNU_UNIQUE name in the process.
class UniqueSymbols {
public:
  // What was registered first under this definition's name; registers `found` when there is nothing
  // yet. Either way the definition's object is never unloaded from now on.
  Result<Definition> resolve(os::Arena& arena, std::uint32_t hash, Definition found);
  // The objects that this makes permanent are entered into `list`, which grows in `arena`, until it
  // is null.
  void note_in(Scope* list, os::Arena* arena) { noted_ = list, noted_arena_ = arena; }
  // From now on nothing is registered.
  void freeze() { frozen_ = true; }
  // Objects that are marked as visited are about to go.
  void forget_visited();

private:
  struct Slot {
    const char* name = nullptr; // in the definition's object; null: free
    std::uint32_t hash = 0;
    Definition definition; // none: forgotten
  };
  Slot& slot(const char* name, std::uint32_t hash);
  Status grow(os::Arena& arena);
  Slot* slots_ = nullptr;
  std::size_t capacity_ = 0, used_ = 0;
  bool frozen_ = false;
  Scope* noted_ = nullptr;
  os::Arena* noted_arena_ = nullptr;
};

// The first definition in the scope, from its object number `first` on.
Definition find(const Scope& scope, const Reference& reference, std::size_t first = 0);

} // namespace seal::link
