// Relocation in two global passes: first everything that only needs addresses, for all objects;
// then what runs code of the objects (IFUNC resolvers) and what copies data that may hold such
// code's results.
#pragma once

#include "link/scope_index.h"

namespace seal::link {

// What relocation needs to know of TLS, without knowing how TLS works.
struct TlsHooks {
  void* state = nullptr;
  // Gives a dynamically loaded object a place in the static TLS block.
  Status (*make_static)(void* state, object::Object& object) = nullptr;
  // What a dynamic TLS descriptor's argument points to.
  Result<std::uintptr_t> (*descriptor)(void* state, object::Object& object,
                                       std::uint64_t offset) = nullptr;
};

// Counted with LD_DEBUG=statistics only.
struct Statistics {
  std::size_t lookups = 0;
  std::size_t repeated = 0; // relocations with the symbol of the one before
};

struct LinkState {
  os::Arena& arena; // for `unique`
  TlsHooks tls = {};
  UniqueSymbols unique = {};
  ScopeIndex index = {};     // of the global scope
  bool bind_now = false;     // LD_BIND_NOW: an undefined function is an error
  bool dynamic_weak = false; // LD_DYNAMIC_WEAK: a weak definition gives way to a later strong one
  Statistics statistics = {};
};

class Linking {
public:
  // What lasts as long as the linking lies in `scratch`.
  Linking(LinkState& state, os::Arena& scratch, bool bind_now)
      : state_(state), scratch_(scratch), bind_now_(bind_now) {}

  // First pass over one object. Later objects' calls may still add what the second pass does.
  Status relocate(object::Object& object);
  // Second pass over everything the first one deferred, in the order of its calls. Relocated text
  // gets its final protection back first.
  Status run_resolvers();

private:
  friend class ObjectRelocator;
  struct Deferred {
    object::Object* user;
    std::uintptr_t place;
    std::uintptr_t resolver; // 0: a copy
    std::uintptr_t addend;
    std::uintptr_t source; // of a copy
    std::size_t size;
  };
  LinkState& state_;
  os::Arena& scratch_;
  bool bind_now_;
  os::Vector<Deferred> deferred_;
  os::Vector<object::Object*> text_; // objects whose text is writable for now
};

// What failed where a symbol is undefined, in glibc's words.
inline constexpr Literal kSymbolLookup = "symbol lookup error";

// Where a reference of this object leads, over its scopes in their order.
Definition find_for(const LinkState& state, object::Object& object, Reference reference);
// Where it leads in the scope of a handle to `owner`.
Definition find_from(const LinkState& state, object::Object& owner, Reference reference);
// The next definition behind `user`, in the scope by whose opening it came.
Definition find_next(const LinkState& state, const object::Object& user, Reference reference);

// Whether what user refers to could be unloaded before it. The rules are glibc's: `bound` decides
// on the order of destructors too.
bool lacks_dependency(const object::Object& user, object::Object& definer);
// Keeps definer loaded as long as user is, where definer was opened later. True when that is new.
Result<bool> depend_on(object::Object& user, object::Object& definer);

// The definition of symbol `index` of `object`, looked up in its scopes. Null and no error: weak
// and undefined.
Result<Definition> resolve(LinkState& state, object::Object& object, std::uint32_t index, bool plt,
                           bool copy);

} // namespace seal::link
