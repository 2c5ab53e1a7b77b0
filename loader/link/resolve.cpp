// From a symbol number in a relocation to its definition: binding, visibility, version, scopes;
// pure.
#include "link/describe.h"
#include "link/relocate.h"
#include "os/debug.h"
#include "os/string.h"

namespace seal::link {

using object::Object;

Definition find_for(const LinkState& state, Object& object, const Reference& reference) {
  // DT_SYMBOLIC: the object itself first (gABI, "Dynamic Section").
  if (object.dynamic.symbolic && reference.skip != &object)
    if (const Elf64_Sym* symbol = find_in(object, reference))
      return {&object, symbol};
  if (object.deep_bind && object.lookup_scope)
    if (Definition definition = find(*object.lookup_scope, reference))
      return definition;
  Definition definition = state.index.find(state.global, reference);
  if (!definition && object.lookup_scope)
    definition = find(*object.lookup_scope, reference);
  return definition;
}

bool lacks_dependency(const Object& user, Object& definer) {
  return !user.frozen && definer.lookup_scope && &definer != &user &&
         !user.bound.contains(&definer);
}

bool depend_on(Object& user, Object& definer) {
  if (!lacks_dependency(user, definer))
    return false;
  user.bound.push(*user.arena, &definer);
  return true;
}

Result<Definition> resolve(LinkState& state, object::Object& object, std::uint32_t index, bool plt,
                           bool copy) {
  if (index >= object.symbols.table.size())
    return Error{.what = "a relocation names a symbol that does not exist", .file = object.path};
  const Elf64_Sym& symbol = object.symbols.table[index];
  unsigned bind = ELF64_ST_BIND(symbol.st_info);
  unsigned visibility = ELF64_ST_VISIBILITY(symbol.st_other);
  bool defined_here = symbol.st_shndx != SHN_UNDEF;
  if (bind == STB_LOCAL ||
      (defined_here && (visibility == STV_HIDDEN || visibility == STV_INTERNAL)))
    return Definition{&object, &symbol};

  Reference reference{.name = object.symbols.name(symbol), .plt = plt};
  reference.hash = elf::gnu_hash(reference.name);
  if (!object.symbols.versym.empty())
    reference.version = object.versions.at(object.symbols.versym[index] & 0x7fff);
  if (copy)
    reference.skip = &object;
  Definition definition = find_for(state, object, reference);
  // A protected definition is its own object's, but only once the name is known at all.
  const bool is_protected = definition && defined_here && visibility == STV_PROTECTED && !copy;
  if (is_protected)
    definition = {&object, &symbol};
  if (os::debugging(os::kBindings | os::kStatistics)) {
    ++state.statistics.lookups;
    if (definition && os::debugging(os::kBindings))
      describe_binding(object, reference, definition, is_protected);
  }
  if (definition && !is_protected) {
    if (ELF64_ST_BIND(definition.symbol->st_info) == STB_GNU_UNIQUE)
      definition = state.unique.resolve(state.arena, reference.hash, definition);
    Object* definer = definition.object;
    if (depend_on(object, *definer) && os::debugging(os::kFiles) &&
        definer->lookup_scope != object.lookup_scope)
      os::debug("\nfile=% [0];  needed by % [0] (relocation dependency)\n\n", definer->shown_name(),
                object.shown_name());
  }
  if (definition || bind == STB_WEAK)
    return definition;
  return Error{.what = "undefined symbol",
               .file = object.path,
               .detail = reference.name,
               .version = reference.version ? reference.version->name : nullptr};
}

} // namespace seal::link
