// The process: everything that the loader knows, in one object. There is one instance; functions
// that libc calls by themselves reach it by process(), all others get what they need as parameters.
// It has three parts by who may write to them when the program runs: nobody, the loader while it
// changes something (Change), every thread.
#pragma once

#include "arch/x86_64/extended_state.h"
#include "arch/x86_64/tls.h"
#include "host/host.h"
#include "link/relocate.h"
#include "object/address_table.h"
#include "os/lock.h"
#include "os/vault.h"
#include "seal/plan.h"
#include "tls/tls.h"
#include <link.h>

namespace seal {

// What the kernel put on the stack (psABI, "Initial Stack").
struct StartVectors {
  std::uintptr_t* stack = nullptr; // argc stands here
  int argc = 0;
  char** argv = nullptr;
  char** envp = nullptr;
  Elf64_auxv_t* auxv = nullptr;

  std::uint64_t aux(std::uint64_t type, std::uint64_t otherwise = 0) const {
    for (const Elf64_auxv_t* a = auxv; a->a_type != AT_NULL; ++a)
      if (a->a_type == type)
        return a->a_un.a_val;
    return otherwise;
  }
  void set_aux(std::uint64_t type, std::uint64_t value) {
    for (Elf64_auxv_t* a = auxv; a->a_type != AT_NULL; ++a)
      if (a->a_type == type)
        a->a_un.a_val = value;
  }
  // Behind AT_NULL.
  const Elf64_auxv_t* aux_end() const {
    const Elf64_auxv_t* end = auxv;
    while (end->a_type != AT_NULL)
      ++end;
    return end + 1;
  }
  const char* env(const char* name) const;
};

// What dlerror would say, by thread.
struct ErrorRecord {
  void* tcb = nullptr; // null: free for reuse
  ErrorRecord* next = nullptr;
  bool fresh = false;          // not asked for yet
  os::Vector<char> text;       // ends in NUL
  const char* shown = nullptr; // the text, or another where there was no memory for it
};
struct ErrorList {
  os::Arena arena{os::Arena::kSmall};
  ErrorRecord one; // for the first thread that meets an error, which may be that there is no memory
  ErrorRecord* first = &one;
  os::Lock lock;
};

// A set of objects whose names and symbols are its own (dlmopen). The base one is the program's.
struct Namespace {
  explicit Namespace(os::Arena& arena) : link{.arena = arena} {}

  link::LinkState link;
  // The program; in others what was opened first. Null: there are no objects.
  object::Object* first = nullptr;
  object::Object* libc = nullptr;
  link::Scope ending; // all its objects in the order of their destructors: noted when it ends

  // In the base one the program, what was preloaded, their dependencies, and RTLD_GLOBAL objects.
  link::Scope& global() { return first->scope; }
  // Its last object is gone: another dlmopen may have it.
  void end() { first = libc = nullptr; }
};

// What changes with every dlopen: in the vault.
struct Changing {
  Changing(const object::SearchSettings& settings, os::Arena& state, os::Arena& live)
      : live_pool(kLivePages, state.pool()), objects(state), search(settings, state),
        tls(state, live), base(state) {}

  static constexpr std::size_t kLivePages = 4;
  os::Pool live_pool; // for what is opened later and changes at any time

  object::Objects objects;
  object::AddressTable addresses;
  object::Search search;
  tls::State tls;
  static constexpr std::size_t kMostSpaces = 16; // as glibc's DL_NNS
  Namespace base;
  Namespace* spaces[kMostSpaces] = {&base}; // by Object::space; null: not used yet
  arch::ExtendedState extended_state;       // asked for when it is needed first
  bool executable_stack = false;
  bool has_mseal = true;                     // false: the start found that the kernel has none
  bool frozen = false;                       // ldseal_lockdown: no object comes or goes any more
  std::uint64_t additions = 0, removals = 0; // of objects (dl_iterate_phdr)
  std::size_t left_behind = 0; // objects whose sealed pages stay though their files were replaced
};

// What every thread may change at any time.
struct AnyTime {
  // Held while objects and TLS modules change, never while code of the program runs other than
  // resolvers; fork waits for it, so that a child never sees a change half done.
  os::Lock changes;
  os::Arena arena{os::Arena::kSmall}; // changed by the start, and by who holds `changes`
  ErrorList errors;
  std::uintptr_t closing =
      0; // the thread whose dlclose is unloading: its destructors may call dlclose
};

// Itself constant when the start is over, and sealed with the loader's RELRO.
struct Process {
  Process(os::Vault& state_vault, os::Arena& state, Changing& changing, AnyTime& any_time)
      : vault(state_vault), arena(state), live_pool(changing.live_pool), objects(changing.objects),
        addresses(changing.addresses), search(changing.search), tls(changing.tls),
        base(changing.base), spaces(changing.spaces), executable_stack(changing.executable_stack),
        has_mseal(changing.has_mseal), frozen(changing.frozen), additions(changing.additions),
        removals(changing.removals), left_behind(changing.left_behind), changes(any_time.changes),
        live_arena(any_time.arena), errors(any_time.errors), closing(any_time.closing) {}

  StartVectors start;
  static constexpr const char* kNoTitle = "<program name unknown>";
  const char* title = kNoTitle; // a copy of argv[0]: the program's name in messages
  sealing::Policy policy;
  host::Host host;
  object::Object* program = nullptr;
  object::Object* self = nullptr; // the loader
  object::Object* vdso = nullptr;
  object::Object* companion = nullptr;
  // The main thread's static TLS and TCB; with policy `data` on pages of their own.
  struct {
    std::uintptr_t start = 0, end = 0;
  } main_block;
  bool secure = false;
  bool verify_only = false; // --verify: an error is an answer, not a message
  void (*forget_thread)(void* tcb) =
      nullptr; // set by dl/: drops what is kept for a thread that is no more

  os::Vault& vault;
  os::Arena& arena; // the vault's: of what stays
  os::Pool& live_pool;
  object::Objects& objects;
  object::AddressTable& addresses;
  object::Search& search;
  tls::State& tls;
  static constexpr std::size_t kMostSpaces = Changing::kMostSpaces;
  Namespace& base;
  Namespace* (&spaces)[kMostSpaces];
  bool &executable_stack, &has_mseal, &frozen;
  std::uint64_t &additions, &removals;
  std::size_t& left_behind;

  os::Lock& changes;
  os::Arena& live_arena;
  ErrorList& errors;
  std::uintptr_t& closing;

  Namespace& space_of(const object::Object& object) { return *spaces[object.space]; }
};

// Brings objects of the base namespace into the process, for as long as it lasts.
inline object::Loading loading_of(Process& process) {
  return {process.objects, process.search, *process.self, process.arena, process.live_arena};
}

extern Process* the_process; // set once, at start
inline Process& process() { return *the_process; }

// Holds one of the process's locks for the calling thread.
class Guard {
public:
  explicit Guard(os::Lock& lock) : lock_(&lock) { lock.acquire(arch::thread_pointer()); }
  Guard(Guard&& other) noexcept : lock_(std::exchange(other.lock_, nullptr)) {}
  Guard& operator=(Guard&&) = delete;
  ~Guard() {
    if (lock_)
      lock_->release();
  }

private:
  os::Lock* lock_;
};

// Holds the host's lock of the list of objects: for the whole of a call of the dlfcn family. Taken
// before `changes`.
class HostLock {
public:
  HostLock() {
    if (process().host.lock)
      process().host.lock();
  }
  HostLock(const HostLock&) = delete;
  HostLock& operator=(const HostLock&) = delete;
  ~HostLock() {
    if (process().host.unlock)
      process().host.unlock();
  }
};

// The vault is open.
class OpenVault {
public:
  static Result<OpenVault> begin(os::Vault& vault) {
    TRY(vault.open());
    return OpenVault(vault);
  }
  OpenVault(OpenVault&& other) noexcept : vault_(std::exchange(other.vault_, nullptr)) {}
  OpenVault& operator=(OpenVault&&) = delete;
  ~OpenVault() {
    if (vault_)
      vault_->close();
  }

private:
  explicit OpenVault(os::Vault& vault) : vault_(&vault) {}
  os::Vault* vault_;
};

// The time of a change: holds the lock, and the vault is open.
class Change {
public:
  static Result<Change> begin(Process& process) {
    Guard guard(process.changes);
    OpenVault vault = TRY(OpenVault::begin(process.vault));
    return Change(std::move(guard), std::move(vault));
  }

private:
  Change(Guard guard, OpenVault vault) : guard_(std::move(guard)), vault_(std::move(vault)) {}
  Guard guard_;
  OpenVault vault_;
};

} // namespace seal
