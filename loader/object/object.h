// One loaded object: the program, a library, the vdso or the loader itself. Plain data that each
// stage of a start reads and completes.
#pragma once

#include "elf/dynamic.h"
#include "elf/notes.h"
#include "elf/symbols.h"
#include "elf/versions.h"
#include "os/file.h"

namespace seal::object {

enum class Origin : std::uint8_t {
  kMapped,  // by this loader: one reservation, holes are PROT_NONE, RELRO is anonymous
  kKernel,  // the program or the loader, by execve: real gaps, RELRO is file-backed
  kChained, // by another loader: the same, but gaps may be mapped
  kSystem,  // the vdso
};

// By which rule a library was found; in the words that a user knows.
enum class Rule : std::uint8_t {
  kProgram,
  kPath,
  kPreload,
  kRpath,
  kLibraryPath,
  kRunpath,
  kCache,
  kDefault,
  kSelf,
  kSystem
};
const char* rule_name(Rule rule);

// A folder that a list names; shared by all lists.
struct SearchFolder {
  const char* path = nullptr;
  bool known = false; // whether it exists was asked for
  bool exists = false, has_hwcaps = false;
  std::size_t list = 0; // the number of the last list that it was put into
};

// What changes outside of the loader's changes to its state, by any thread at any time: it lies
// apart from the rest, which is read-only then (os/vault.h).
struct Live {
  std::uintptr_t tls_offset = 0; // see Tls::decide
  bool initialised = false;      // constructors began to run, destructors did not
  bool visited = false;          // by the graph walk under way; false between walks
};

struct Tls {
  std::size_t module = 0;                                        // the module id, 0: none
  static constexpr std::uintptr_t kDynamic = ~std::uintptr_t{0}; // as glibc's FORCED_DYNAMIC
  std::uintptr_t* decided = nullptr;                             // Live::tls_offset
  std::uintptr_t image = 0;                                      // address of the initial contents
  std::size_t file_size = 0;                                     // bytes of `image`
  std::size_t size = 0;                                          // bytes of the block
  std::size_t align = 1;
  std::size_t first_byte = 0; // the block's start is congruent to this modulo align
  bool is_new_static = false; // given static space late, the image not yet copied to the threads

  // Of the block below the thread pointer; 0: not decided, kDynamic: each thread gets a block of
  // its own when it first asks.
  std::uintptr_t offset() const { return __atomic_load_n(decided, __ATOMIC_ACQUIRE); }
  bool is_static() const { return offset() != 0 && offset() != kDynamic; }
  // Takes `wanted` unless it was decided before, maybe by another thread; gives what holds.
  std::uintptr_t decide(std::uintptr_t wanted) const {
    std::uintptr_t was = 0;
    bool took = __atomic_compare_exchange_n(decided, &was, wanted, false, __ATOMIC_ACQ_REL,
                                            __ATOMIC_ACQUIRE);
    return took ? wanted : was;
  }
};

// A symbol of the companion that the loader answers itself.
struct Override {
  std::uint32_t symbol; // index in the object's symbol table
  std::uintptr_t address;
};

struct Object {
  // Where it lies with all that belongs to it: the process's, or that of what was opened with it.
  os::Arena* arena = nullptr;
  os::Arena* live_arena = nullptr; // and what changes at any time
  Live* live = nullptr;
  const char* name = "";        // as link_map has it: the path it was opened by, "" for the program
  const char* path = "";        // for messages and $ORIGIN: never empty
  const char* title = "";       // of the program: what messages call it instead (argv[0])
  const char* origin = nullptr; // the folder of the file, resolved; null until asked for
  Object* loader = nullptr;     // the object whose need brought it in, null for the program
  Object* inherits = nullptr;   // the nearest of its loaders that has an RPATH
  os::Vector<SearchFolder*> folders; // of its RUNPATH, or else its RPATH
  bool has_folders = false;          // `folders` was made
  Origin how = Origin::kMapped;
  Rule rule = Rule::kDefault;
  os::FileIdentity identity;
  std::uint64_t modified = 0;    // os::FileInfo's
  os::Vector<const char*> names; // that were asked for and led here

  elf::Image image;
  std::uintptr_t map_start = 0, map_end = 0; // page bounds of all PT_LOADs
  std::uintptr_t entry = 0;
  std::uintptr_t phdr_address = 0; // the program headers as the object itself sees them

  elf::Dynamic dynamic;
  elf::Symbols symbols;
  elf::Versions versions;
  elf::Mark mark;
  std::uint32_t levels_needed = 0; // of the processor, one bit a level
  Tls tls;
  os::Vector<Override> overrides;

  os::Vector<Object*> needed;  // by its dynamic section, in order, without what could not be found
  os::Vector<Object*> filtees; // of these what DT_FILTER and DT_AUXILIARY name
  // What a handle to it searches: breadth first from here, filtees before their filters. Empty
  // until somebody opens it. The first object of a namespace has the global scope: RTLD_GLOBAL adds
  // to it.
  os::Vector<Object*> scope;
  // The same, dependents first: noted when it is first opened itself (link/order.h), empty before.
  os::Vector<Object*> order;
  // The objects in whose `scope` its references are looked up, one after the other.
  os::Vector<Object*> scopes;

  os::Vector<Object*> bound; // what its relocations and dlsym refer to, of what was opened later
  std::uint64_t bound_last =
      ~std::uint64_t{0}; // the number of who last got this one in its `bound`

  std::uint64_t number = 0; // in the order of loading; no two have the same
  std::size_t space = 0;    // the namespace that it was opened in (dlmopen)
  bool is_program = false;
  bool is_companion = false; // the system's ld.so, mapped for its data
  bool is_libc = false;
  bool from_start = false; // not opened later
  bool relocated = false;
  bool sealed = false;
  bool permanent = false;     // never unloaded: there since the start, or NODELETE
  bool frozen = false;        // nothing of this record may change any more (lockdown)
  bool closed = false;        // nobody needs it: it stays because it, or what needs it, is sealed
  bool replaced = false;      // closed, and its file or one that it needs is another one now
  std::uint32_t opened = 0;   // dlopen minus dlclose
  bool global = false;        // in the global scope
  bool own_first = false;     // its own definitions come before all scopes (DT_SYMBOLIC)
  void* host = nullptr;       // what the host keeps for it (glibc: its link_map)
  Object* previous = nullptr; // in load order
  Object* next = nullptr;

  const char* shown_name() const { return *name ? name : *title ? title : path; }
  bool answers_to(const char* wanted) const;
  // dlclose counts for nothing, as glibc has it; sealed objects stay besides.
  bool is_permanent() const { return permanent || (dynamic.flags_1 & DF_1_NODELETE) != 0; }
};

// A new one, with what changes at any time in an arena of its own.
Result<Object*> make_object(os::Arena& arena, os::Arena& live_arena);

// Fills dynamic, symbols, versions, mark and tls from `image`. Errors carry the object's path.
Status parse(Object& object);

// Fills object.scope. False if that was done before.
Result<bool> make_scope(Object& object);

// A walk over objects, each once: it keeps a list in the order of the visits, and their
// Live::visited while it lasts.
class Visited {
public:
  explicit Visited(os::Arena& arena) : arena_(arena) {}
  Visited(const Visited&) = delete;
  Visited& operator=(const Visited&) = delete;
  ~Visited() {
    for (Object* object : list_)
      object->live->visited = false;
  }
  Status visit(Object& object) {
    if (object.live->visited)
      return {};
    TRY(list_.push(arena_, &object));
    object.live->visited = true;
    return {};
  }
  const os::Vector<Object*>& list() const { return list_; }

private:
  os::Arena& arena_;
  os::Vector<Object*> list_;
};

} // namespace seal::object
