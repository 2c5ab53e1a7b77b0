// Filling _rtld_global_ro and _rtld_global, and the callbacks of the rest of the loader.
#include "host/glibc/adapter.h"
#include "host/glibc/cpu_features.h"
#include "host/glibc/exports.h"
#include "host/glibc/fields.h"
#include "host/glibc/link_map.h"
#include "host/glibc/recognise.h"
#include "host/glibc/threads.h"
#include "os/debug.h"
#include "os/relro.h"
#include "os/string.h"
#include <sys/mman.h>

namespace seal::glibc {
namespace {

LDSEAL_RELRO alignas(Adapter) unsigned char adapter_memory[sizeof(Adapter)];

// The mutexes that glibc's loader shares with libc.
void lock_shared(Offset mutex) {
  Adapter& a = adapter();
  if (a.mutex_lock)
    a.mutex_lock(reinterpret_cast<void*>(a.global + mutex));
}
void unlock_shared(Offset mutex) {
  Adapter& a = adapter();
  if (a.mutex_unlock)
    a.mutex_unlock(reinterpret_cast<void*>(a.global + mutex));
}
void lock() { lock_shared(adapter().layout.gl.load_lock); }
void unlock() { unlock_shared(adapter().layout.gl.load_lock); }

// libc's dl_iterate_phdr holds it while it walks the list of link maps.
class ListLock {
public:
  ListLock() { lock_shared(adapter().layout.gl.load_write_lock); }
  ListLock(const ListLock&) = delete;
  ListLock& operator=(const ListLock&) = delete;
  ~ListLock() { unlock_shared(adapter().layout.gl.load_write_lock); }
};

// Of the list of TLS modules, the part that has this one: it is made when it is reached.
Result<char*> slotinfo_piece(Adapter& a, std::size_t module) {
  const std::size_t number = tls::piece_of(module).number;
  char*& piece = a.slotinfo[number];
  if (piece)
    return piece;
  const DtvSlotinfo& at = a.layout.slotinfo;
  const std::size_t length = tls::Piece::length(number);
  void* memory = TRY(a.process.arena.allocate(at.list_slotinfo + length * at.size, 8));
  piece = static_cast<char*>(memory);
  Fields(piece).set(at.list_len, length);
  if (number)
    Fields(a.slotinfo[number - 1]).set(at.list_next, piece);
  return piece;
}

Status attach(object::Object& object) {
  Adapter& a = adapter();
  TRY(slotinfo_piece(a, object.tls.module));
  TRY(create_link_map(a.layout, object));
  TRY(reserve_link_map(a.layout, object, 0));
  update_link_map(a.layout, object);
  ListLock lock;
  list_link_map(object);
  return {};
}

Status reserve(std::size_t more) {
  const Adapter& a = adapter();
  Status status;
  a.process.objects.for_each([&](object::Object& object) {
    const bool is_first = a.process.space_of(object).first == &object;
    if (status)
      status = reserve_link_map(a.layout, object, is_first ? more : 0);
  });
  return status;
}

void detach(object::Object& object) {
  ListLock lock;
  unlist_link_map(object);
}

// What libc sees of a namespace: _dl_ns[number].
void write_space(Adapter& a, std::size_t number) {
  const RtldGlobal& at = a.layout.gl;
  const Namespace& space = *a.process.spaces[number];
  Fields gl(a.global + number * at.ns_stride);
  std::uint32_t count = 0;
  a.process.objects.for_each(
      [&](const object::Object& object) { count += object.space == number; });
  void* first = space.first ? space.first->host : nullptr;
  gl.set(at.ns_loaded, first);
  gl.set(at.ns_nloaded, count);
  gl.set(at.ns_main_searchlist,
         first ? static_cast<char*>(first) + a.layout.map.searchlist : nullptr);
  gl.set(at.ns_libc_map, space.libc ? space.libc->host : nullptr);
  if (std::size_t& nns = *reinterpret_cast<std::size_t*>(a.global + at.nns); first && nns <= number)
    nns = number + 1;
}

// Writes the counters and lists that change with every dlopen.
void objects_changed() {
  Adapter& a = adapter();
  ListLock lock;
  Process& p = a.process;
  const RtldGlobal& at = a.layout.gl;
  Fields gl(a.global);
  for (std::size_t number = 0; number < Process::kMostSpaces && p.spaces[number]; ++number)
    write_space(a, number);
  gl.set(at.load_adds, std::uint64_t(p.additions));
  gl.set(at.tls_max_dtv_idx, p.tls.max_module());
  gl.set(at.tls_static_used, p.tls.static_used());
  gl.set(at.tls_generation, p.tls.generation());
  const DtvSlotinfo& slot = a.layout.slotinfo;
  for (std::size_t id = 1; id <= p.tls.max_module(); ++id) {
    object::Object* object = p.tls.module(id);
    const tls::Piece place = tls::piece_of(id);
    Fields entry(a.slotinfo[place.number] + slot.list_slotinfo + place.index * slot.size);
    entry.set(slot.gen, std::size_t{0});
    entry.set(slot.map, object ? object->host : nullptr);
  }
  p.objects.for_each([&](object::Object& object) { update_link_map(a.layout, object); });
}

bool in_use(const object::Object& object) {
  Adapter& a = adapter();
  return Fields(object.host).get<std::size_t>(a.layout.map.tls_dtor_count) != 0;
}

void* vdso_function(const Process& process, const char* name) {
  return process.vdso ? reinterpret_cast<void*>(address_in(*process.vdso, name)) : nullptr;
}

void fill_read_only(Adapter& a, const DlfcnHook& hook) {
  Process& p = a.process;
  const RtldGlobalRo& at = a.layout.ro;
  Fields ro(a.global_ro);
  const char* platform = reinterpret_cast<const char*>(p.start.aux(AT_PLATFORM));
  ro.set(at.platform, platform);
  ro.set(at.platformlen, platform ? std::strlen(platform) : 0);
  ro.set(at.pagesize, std::size_t(p.start.aux(AT_PAGESZ, elf::kPageSize)));
  ro.set(at.minsigstacksize, std::size_t(p.start.aux(AT_MINSIGSTKSZ, 2048)));
  ro.set(at.clktck, int(p.start.aux(AT_CLKTCK)));
  ro.set(at.hwcap, p.start.aux(AT_HWCAP));
  ro.set(at.hwcap2, p.start.aux(AT_HWCAP2));
  ro.set(at.auxv, p.start.auxv);
  ro.set(at.lazy, int{0});
  std::size_t tcb_size = a.layout.pthread.size;
  ro.set(at.tls_static_size, p.tls.static_size() + tcb_size);
  ro.set(at.tls_static_align, p.tls.static_align());
  ro.set(at.tls_static_surplus, p.tls.static_size() - p.tls.static_used());
  ro.set(at.sysinfo_dso, p.start.aux(AT_SYSINFO_EHDR));
  ro.set(at.sysinfo_map, p.vdso ? p.vdso->host : nullptr);
  ro.set(at.vdso_clock_gettime64, vdso_function(p, "__vdso_clock_gettime"));
  ro.set(at.vdso_gettimeofday, vdso_function(p, "__vdso_gettimeofday"));
  ro.set(at.vdso_time, vdso_function(p, "__vdso_time"));
  ro.set(at.vdso_getcpu, vdso_function(p, "__vdso_getcpu"));
  ro.set(at.vdso_getrandom, vdso_function(p, "__vdso_getrandom"));
  ro.set(at.vdso_clock_getres_time64, vdso_function(p, "__vdso_clock_getres"));
  ro.set(at.lookup_symbol_x, &ldseal_lookup_symbol_x);
  ro.set(at.tls_get_addr_soft, &ldseal_tls_get_addr_soft);
  ro.set(at.find_object, &ldseal_find_object);
  ro.set(at.readonly_area, &ldseal_readonly_area);
  ro.set(at.dlfcn_hook, &hook);
  ro.set(at.naudit, 0u);
  if (os::debugging(os::kCalls)) {
    // libc's start code says itself when it runs the program's constructors, and main.
    constexpr int kImpCalls = 2; // DL_DEBUG_IMPCALLS
    ro.set(at.debug_mask, kImpCalls);
    ro.set(at.debug_fd, os::debug_settings.fd);
  }
}

// What the companion's resolver would find out about the processor, sooner: it leaves alone what is
// filled. Its rules change between point releases, so this is for the one that was read alone; and
// where the user tunes them, or the processor is not one that is known, it is left to the resolver.
void fill_cpu_features(Adapter& a) {
  const RtldGlobalRo& at = a.layout.ro;
  const char* tunables = a.process.secure ? nullptr : a.process.start.env("GLIBC_TUNABLES");
  const bool tuned =
      tunables && std::string_view(tunables).find("glibc.cpu.") != std::string_view::npos;
  CpuFeatures features;
  if (tuned || !a.is_measured || !equal(a.layout.build.package, kCpuFeaturesOf) ||
      !detect([](std::uint32_t leaf, std::uint32_t subleaf) { return arch::cpuid(leaf, subleaf); },
              arch::xcr0, features))
    return;
  Fields ro(a.global_ro);
  ro.set(at.x86_cpu_features, features);
  ro.set(at.hwcap, hwcap_of(features));
  if (const char* platform = platform_of(features)) {
    ro.set(at.platform, platform);
    ro.set(at.platformlen, std::strlen(platform));
  }
}

void fill_global(Adapter& a) {
  Process& p = a.process;
  const RtldGlobal& at = a.layout.gl;
  Fields gl(a.global);
  gl.set(at.nns, std::size_t{1});
  write_stack_flags(a);
  gl.set(at.tls_static_nelem, p.tls.max_module());
  gl.set(at.tls_static_optional, std::size_t{0});
  gl.set(at.initial_dtv, p.tls.initial_dtv());
  for (Offset list : {at.stack_used, at.stack_user, at.stack_cache}) {
    gl.set(list, gl.address(list)); // an empty list points at itself
    gl.set(Offset(list + 8), gl.address(list));
  }
  // The main thread's node in the list of threads whose stacks are not libc's.
  Fields pd(a.tcb);
  std::uintptr_t node = pd.address(a.layout.pthread.list), head = gl.address(at.stack_user);
  pd.set(a.layout.pthread.list, head);
  pd.set(Offset(a.layout.pthread.list + 8), head);
  gl.set(at.stack_user, node);
  gl.set(Offset(at.stack_user + 8), node);

  gl.set(at.tls_dtv_slotinfo_list, a.slotinfo[0]);
}

// The 36 of 2.36. What changed without a trace in the layout is told by it.
unsigned minor_release(const Layout& layout) {
  unsigned number = 0;
  for (const char* digit = layout.release + 2; *digit >= '0' && *digit <= '9'; ++digit)
    number = number * 10 + unsigned(*digit - '0');
  return number;
}

} // namespace

std::uintptr_t address_in(const object::Object& object, const char* name) {
  const Elf64_Sym* symbol = link::find_export(object, name);
  return symbol ? link::address_of({const_cast<object::Object*>(&object), symbol}) : 0;
}

Result<Adapter*> create(Process& process) {
  auto layout = recognise(*process.companion, *process.base.libc, process.arena);
  if (!layout)
    return layout.error();
  auto* a = new (adapter_memory)
      Adapter{.process = process,
              .layout = **layout,
              .is_measured = is_measured_build(*process.companion, *process.base.libc, **layout)};
  a->slotinfo = TRY(process.arena.array<char*>(tls::Piece::kMost));
  a->global = address_in(*process.companion, "_rtld_global");
  a->global_ro = address_in(*process.companion, "_rtld_global_ro");
  process.host = {.name = "glibc",
                  .state = a,
                  .attach = attach,
                  .detach = detach,
                  .reserve = reserve,
                  .objects_changed = objects_changed,
                  .initialise_static_tls = initialise_static_tls,
                  .begin_libc = begin_libc,
                  .stack_changed = stack_changed,
                  .keeps_stacks = minor_release(**layout) >= 41,
                  .lock = lock,
                  .unlock = unlock,
                  .in_use = in_use};
  return a;
}

Status create_tcb(Process& process, Adapter* adapter) {
  // A program without a libc gets the head of a TCB: enough for the stack protector and TLS.
  constexpr std::size_t kBareSize = 256, kBareAlign = 64;
  static constexpr Offset kStackGuard = 40, kPointerGuard = 48; // tcbhead_t, part of the ABI
  const std::size_t size = adapter ? adapter->layout.pthread.size : kBareSize;
  const std::size_t align = adapter ? adapter->layout.pthread.align : kBareAlign;
  void* tcb = TRY(process.tls.create_main_block(size, align, process.policy.data));
  std::uint64_t random[2] = {};
  if (std::uint64_t at = process.start.aux(AT_RANDOM))
    std::memcpy(random, reinterpret_cast<const void*>(at), sizeof random);
  Fields(tcb).set(kStackGuard, random[0] & ~std::uint64_t{0xff}); // a NUL stops string overflows
  Fields(tcb).set(kPointerGuard, random[1]);
  process.main_block = {reinterpret_cast<std::uintptr_t>(tcb) - process.tls.static_size(),
                        reinterpret_cast<std::uintptr_t>(tcb) + size};
  if (adapter)
    adapter->tcb = tcb;
  if (long result = arch::set_thread_pointer(tcb); os::failed(result))
    return Error{.what = "cannot set the thread pointer", .err = int(-result)};
  return {};
}

Status fill_companion(Adapter& a, const DlfcnHook& hook) {
  const object::Object& companion = *a.process.companion;
  fill_read_only(a, hook);
  fill_cpu_features(a);
  fill_global(a);
  objects_changed();
  set_export(companion, "__libc_stack_end", a.process.start.stack);
  set_export(companion, "_dl_argv", a.process.start.argv);
  set_export(companion, "__libc_enable_secure", int{a.process.secure});
  TRY(apply_tunables(a));
  register_thread(a);
  return {};
}

} // namespace seal::glibc
