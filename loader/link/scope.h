// Where references are looked up: in lists of objects, one after the other.
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

// The scopes of an object of the start: the global one, which is the program's.
Status enter_scopes(object::Object& object, object::Object& program);
// Of one that comes by the opening of `root`; `first` has the global scope, null if `root` is the
// first object of its namespace. With `deep_bind` (RTLD_DEEPBIND) the scope of `root` comes first.
Status enter_scopes(object::Object& object, object::Object* first, object::Object& root,
                    bool deep_bind);

// `root` is opened for the first time: what it needs of the objects that came by earlier openings
// looks things up in its scope too, after all others. To be called before the new ones enter.
Status spread_scope(object::Object& root);
// The opening failed: takes that back, and the scope itself.
void withdraw_scope(object::Object& root);

// Takes out the objects that are marked as visited.
void remove_visited(Scope& scope);

// `object` stays while objects marked as visited are unloaded: it looks nothing up in them any
// more. Where its own opening was that of an object that goes, it looks in its own scope, which was
// made before, and the answer is true.
bool leave_scopes(object::Object& object);

} // namespace seal::link
