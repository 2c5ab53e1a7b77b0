// Hosting glibc: the companion (the system's own ld.so, mapped for its data and never run) is
// filled with what libc expects its loader to have put there. docs/hosting-glibc.md tells why.
#pragma once

#include "host/glibc/layout.h"
#include "host/process.h"
#include <cstring>

namespace seal::glibc {

// glibc's protocol for a libc whose loader is another one (struct dlfcn_hook, include/dlfcn.h
// of 2.34 and later), in its order.
struct DlfcnHook {
  void* (*dlopen)(const char* file, int mode, void* caller);
  int (*dlclose)(void* handle);
  void* (*dlsym)(void* handle, const char* name, void* caller);
  void* (*dlvsym)(void* handle, const char* name, const char* version, void* caller);
  char* (*dlerror)();
  int (*dladdr)(const void* address, void* info);
  int (*dladdr1)(const void* address, void* info, void** extra, int flags);
  int (*dlinfo)(void* handle, int request, void* argument);
  void* (*dlmopen)(long ns, const char* file, int mode, void* caller);
  void* (*libc_dlopen_mode)(const char* name, int mode);
  void* (*libc_dlsym)(void* map, const char* name);
  void* (*libc_dlvsym)(void* map, const char* name, const char* version);
  int (*libc_dlclose)(void* map);
};

struct Adapter {
  Process& process;
  const Layout& layout;
  bool is_measured; // the very build that the layout was measured from, by build-id
  std::uintptr_t global = 0, global_ro = 0; // addresses of _rtld_global and _rtld_global_ro
  void* tcb = nullptr;
  char** slotinfo = nullptr; // the list of TLS modules for libthread_db, by tls::Piece
  // libc's, once it runs: before, there is one thread and no need to lock.
  int (*mutex_lock)(void* mutex) = nullptr;
  int (*mutex_unlock)(void* mutex) = nullptr;
};

// The one of the process; only once create() succeeded.
inline Adapter& adapter() { return *static_cast<Adapter*>(process().host.state); }

// An export of libc or of the companion, by its default version; 0 where it has none.
std::uintptr_t address_in(const object::Object& object, const char* name);
template <class T>
void set_export(const object::Object& companion, const char* name, T value) {
  if (std::uintptr_t at = address_in(companion, name))
    std::memcpy(reinterpret_cast<void*>(at), &value, sizeof value);
}

// Recognises libc and sets process.host. There is one adapter; it is sealed as the process is.
Result<Adapter*> create(Process& process);

// Binds what libc calls of its loader to this one; before any relocation, also without a libc.
Status install_overrides(object::Object& companion, os::Arena& arena);

// What libc wants of each thread's static TLS, before that is laid out.
void reserve_tls(const Adapter& adapter);

// The main thread's TCB in its static block, without TLS images; `adapter` is null for a program
// without libc.
Status create_tcb(Process& process, Adapter* adapter);

// The state that libc reads, once the companion has its ordinary relocations and before its
// resolvers run. The main thread is registered with the kernel (tid, robust list, rseq).
Status fill_companion(Adapter& adapter, const DlfcnHook& hook);

// libc is relocated: from now on its malloc is the loader's, and its locks are taken.
void use_libc(Adapter& adapter);
// What the loader does right before the first constructor: __libc_early_init.
void begin(const Adapter& adapter);
// The same for the libc of a namespace that dlmopen made.
void begin_libc(const object::Object& libc);

// The value of a tunable in GLIBC_TUNABLES, empty if it is not there; as a number, or `otherwise`.
std::string_view tunable_text(const char* tunables, const char* name);
std::uint64_t tunable_number(const char* tunables, const char* name, std::uint64_t otherwise);
// Writes GLIBC_TUNABLES and the older variables (MALLOC_ARENA_MAX) into the companion's list.
Status apply_tunables(Adapter& adapter);

} // namespace seal::glibc
