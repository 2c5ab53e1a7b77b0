// The chain: the loader that the program's libc belongs to maps, links and runs the program, and
// this one seals when everything is relocated. For a glibc that no layout record fits, for musl,
// for what only that loader can do (auditing), and on request. docs/chain.md tells how and why.
#pragma once

#include "host/process.h"
#include <link.h>

namespace seal::chain {

inline constexpr const char* kMuslPath = "/lib/ld-musl-x86_64.so.1";

// Of a musl program by what it asks for; its libc is its loader.
bool needs_musl(const object::Object& program);

// Does a musl program find libraries for glibc, by its own or the user's path? musl would tell of
// symbols that they miss, line by line.
Status check_mixture(Process& process);

// What the start does at these moments.
struct Listener {
  void (*linked)();                 // all is relocated, no constructor has run
  void (*changed)(bool consistent); // after that: it tells debuggers something
};

struct Opening; // later.cpp

// In the vault.
struct Chain {
  object::Object& interpreter;
  bool by_hand; // it is run as a program, and maps the program itself
  bool is_musl; // it tells of nothing until all is done, and dlopen tells after relocation
  Listener listener;
  std::uintptr_t first_load = 0; // the program's first segment, as it is linked
  bool announced = false;        // it told that it begins
  bool linked = false;
  Opening* openings = nullptr;
  os::Vector<link_map*> mirrored; // mirror.cpp
};
inline Chain& chain() { return *static_cast<Chain*>(process().host.state); }

// The interpreter that belongs to the program's libc, mapped; all else that this loader mapped is
// given back. `own` is what the program names, null where that is this loader; `known` the libc
// that was found, or null.
Result<object::Object*> map_interpreter(Process& process, const char* own,
                                        const object::Object* known);

// Makes it call the listener. The error tells why that cannot be.
Status hook(const Chain& chain);

// Appends what the interpreter loaded, and is not known yet, to process.objects, in `arena`, and to
// `fresh`, in `scratch`. What is gone is taken from the list and has no host any more.
Status collect(Process& process, const Chain& chain, os::Arena& arena, os::Arena& scratch,
               os::Vector<object::Object*>& fresh);

// Its objects in the order of its lists, the program first: (visit, context).
void for_each_map(const Chain& chain, void (*visit)(void* context, link_map& map), void* context);
template <class Visit>
void for_each_map(const Chain& chain, Visit visit) {
  for_each_map(
      chain, [](void* context, link_map& map) { (*static_cast<Visit*>(context))(map); }, &visit);
}
// The same list with this loader at its end, for debuggers.
Result<link_map*> mirror(Process& process, Chain& chain);

// It is loading the program.
bool has_begun(const Chain& chain);
// In no namespace objects are being mapped or unmapped. It may read so while there is nothing yet,
// and while auditing libraries are being relocated.
bool is_consistent(const Chain& chain);
// All that is there, the program last.
Result<bool> all_relocated(Process& process, const Chain& chain);
// It calls itself what the program's PT_INTERP says, which may be this loader: sets that right.
void name_interpreter(const Chain& chain);

// By its RELRO, which is writable until then; unknown for an object that has none.
enum class Relocation : std::uint8_t { kUnknown, kPending, kDone };
Relocation relocation_of(const object::Object& object);

// Puts text that was relocated on pages that MADV_DONTNEED does not change.
Status keep_relocated_text(const object::Object& object);

// dlopen's way leads through here from now on, so that its objects are sealed before their
// constructors and stay. False where that cannot be.
bool watch_opening(const Process& process, const Chain& chain);
// The interpreter tells of objects that a dlopen brought.
Status note_opened(Process& process, Chain& chain);

// Runs the interpreter, and returns with an error only. By hand `words` stand before the program's
// arguments.
Status enter(Process& process, const Chain& chain, const os::Vector<const char*>& words);

} // namespace seal::chain
