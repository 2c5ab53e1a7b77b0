// What the loader does between relocation and the first constructor of a libc.
#include "host/glibc/adapter.h"

namespace seal::glibc {
namespace {

void* list_lock() {
  const Adapter& a = adapter();
  return reinterpret_cast<void*>(a.global + a.layout.gl.load_write_lock);
}

// fork waits until no object is on its way in or out, nobody is at the error texts, and nobody
// walks the list of objects (dl_iterate_phdr): libc's fork frees that list's lock in the child no
// more than it takes it. Registered before any constructor, this runs last.
void register_fork_handlers(const object::Object& libc) {
  using Handler = void (*)();
  constexpr Handler kPrepare = [] {
    process().changes.acquire(arch::thread_pointer());
    process().errors.lock.acquire(arch::thread_pointer());
    adapter().mutex_lock(list_lock());
  };
  constexpr Handler kParent = [] {
    adapter().mutex_unlock(list_lock());
    process().errors.lock.release();
    process().changes.release();
  };
  constexpr Handler kChild = [] {
    if (process().closing != arch::thread_pointer())
      process().closing = 0; // who was closing is not here
    // The mutex knows its owner by the thread's number in the parent: freed by hand. Its first
    // words are the lock, how often it was taken, the owner and the number of users; its kind,
    // behind them, stays.
    std::memset(list_lock(), 0, 4 * sizeof(int));
    process().errors.lock.release();
    process().changes.release();
  };
  if (std::uintptr_t register_atfork = address_in(libc, "__register_atfork"))
    reinterpret_cast<int (*)(Handler, Handler, Handler, void*)>(register_atfork)(kPrepare, kParent,
                                                                                 kChild, nullptr);
}

void initialise_libc(const object::Object& libc, bool is_base) {
  if (std::uintptr_t early_init = address_in(libc, "__libc_early_init"))
    reinterpret_cast<void (*)(bool)>(early_init)(is_base);
  register_fork_handlers(libc);
}

} // namespace

void begin_libc(const object::Object& libc) { initialise_libc(libc, false); }

void use_libc(Adapter& a) {
  Process& p = a.process;
  // As glibc's loader: from now on memory for TLS is the program's malloc, which may be interposed.
  auto global = [&](const char* name) -> std::uintptr_t {
    link::Definition found = link::find_from(
        p.base.link, *p.program, {.name = name, .hash = elf::gnu_hash(name), .newest = true});
    return found ? link::address_of(found) : 0;
  };
  p.tls.set_allocator({reinterpret_cast<void* (*)(std::size_t, std::size_t)>(global("calloc")),
                       reinterpret_cast<void (*)(void*)>(global("free"))});
  p.host.environment = reinterpret_cast<char***>(global("__environ"));
  p.host.malloc = reinterpret_cast<void* (*)(std::size_t)>(global("malloc"));
  p.host.free = reinterpret_cast<void (*)(void*)>(global("free"));
  a.mutex_lock = reinterpret_cast<int (*)(void*)>(address_in(*p.base.libc, "pthread_mutex_lock"));
  a.mutex_unlock =
      reinterpret_cast<int (*)(void*)>(address_in(*p.base.libc, "pthread_mutex_unlock"));
}

void begin(const Adapter& a) { initialise_libc(*a.process.base.libc, true); }

} // namespace seal::glibc
