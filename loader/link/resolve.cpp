// From a symbol number in a relocation to its definition: binding, visibility, version, scopes;
// pure.
#include "link/describe.h"
#include "link/relocate.h"
#include "os/debug.h"
#include "os/string.h"

namespace seal::link {

using object::Object;

namespace {

// Calls once(reference): its first definition, or null. With LD_DYNAMIC_WEAK a strong one is asked
// for first.
template <class Find>
Definition prefer_strong(const LinkState& state, Reference reference, Find once) {
  if (state.dynamic_weak) {
    reference.strong = true;
    if (Definition definition = once(reference))
      return definition;
    reference.strong = false;
  }
  return once(reference);
}

// The object whose opening brought this one in.
const Object& root_of(const Object& object) {
  const Object* root = &object;
  while (root->loader)
    root = root->loader;
  return *root;
}

Definition find_in_scope(const LinkState& state, const Scope& scope, const Reference& reference) {
  return state.index.covers(scope) ? state.index.find(reference) : find(scope, reference);
}

// Does another object define what this one defines as well? A program's PLT entry is no definition:
// where that is the function's address, it is so for the function's own object too.
bool is_interposed(const LinkState& state, Object& object, Reference reference) {
  reference.plt = true;
  const Definition definition = find_for(state, object, reference);
  return definition && definition.object != &object;
}

} // namespace

Definition find_for(const LinkState& state, Object& object, Reference reference) {
  return prefer_strong(state, reference, [&](const Reference& wanted) -> Definition {
    // DT_SYMBOLIC: the object itself first (gABI, "Dynamic Section").
    if (object.own_first)
      if (const Elf64_Sym* symbol = find_in(object, wanted))
        return {&object, symbol};
    for (const Object* owner : object.scopes)
      if (Definition definition = find_in_scope(state, owner->scope, wanted))
        return definition;
    return {};
  });
}

Definition find_from(const LinkState& state, Object& owner, Reference reference) {
  return prefer_strong(state, reference, [&](const Reference& wanted) {
    return find_in_scope(state, owner.scope, wanted);
  });
}

Definition find_next(const LinkState& state, const Object& user, Reference reference) {
  const Scope& scope = root_of(user).scope;
  std::size_t place = 0;
  while (place < scope.size() && scope[place] != &user)
    ++place;
  return prefer_strong(state, reference,
                       [&](const Reference& wanted) { return find(scope, wanted, place + 1); });
}

bool lacks_dependency(const Object& user, Object& definer) {
  return !user.frozen && !definer.from_start && &definer != &user && !definer.is_permanent() &&
         definer.bound_last != user.number && !user.needed.contains(&definer) &&
         !user.order.contains(&definer) && !user.bound.contains(&definer);
}

Result<bool> depend_on(Object& user, Object& definer) {
  if (!lacks_dependency(user, definer))
    return false;
  if (user.from_start)
    definer.permanent = true; // as the user is
  else
    TRY(user.bound.push(*user.arena, &definer));
  definer.bound_last = user.number;
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

  Reference reference{.name = object.symbols.name(symbol), .plt = plt, .copy = copy};
  reference.hash = elf::gnu_hash(reference.name);
  if (!object.symbols.versym.empty())
    reference.version = object.versions.at(object.symbols.versym[index] & 0x7fff);
  Definition definition = find_for(state, object, reference);
  // A protected definition is its own object's, but only once the name is known at all.
  const bool is_protected = definition && defined_here && visibility == STV_PROTECTED && !copy;
  if (is_protected && (plt || is_interposed(state, object, reference)))
    definition = {&object, &symbol};
  if (os::debugging(os::kBindings | os::kStatistics)) {
    ++state.statistics.lookups;
    if (definition && os::debugging(os::kBindings))
      describe_binding(object, reference, definition, is_protected);
  }
  if (definition && !is_protected) {
    if (ELF64_ST_BIND(definition.symbol->st_info) == STB_GNU_UNIQUE)
      definition = TRY(state.unique.resolve(state.arena, reference.hash, definition));
    Object* definer = definition.object;
    if (TRY(depend_on(object, *definer)) && os::debugging(os::kFiles) &&
        &root_of(*definer) != &root_of(object))
      os::debug("\nfile=% [0];  needed by % [0] (relocation dependency)\n\n", definer->shown_name(),
                object.shown_name());
  }
  if (definition || bind == STB_WEAK)
    return definition;
  return Error{.what = "undefined symbol",
               .file = object.shown_name(),
               .detail = reference.name,
               .version = reference.version ? reference.version->name : nullptr,
               .occasion = kSymbolLookup};
}

} // namespace seal::link
