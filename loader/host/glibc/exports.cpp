// What libc's calls mean here.
#include "host/glibc/exports.h"
#include "host/glibc/adapter.h"
#include "host/glibc/link_map.h"
#include "object/map.h"
#include "os/string.h"

using namespace seal;

namespace {

// The program's malloc may be reached from here: its code wants an aligned stack, whatever the
// caller had.
#define REALIGN __attribute__((force_align_arg_pointer))

// A thread's memory begins or ends a life: what is kept for the thread that had it before goes.
void thread_memory_changes(void* tcb) {
  if (process().forget_thread)
    process().forget_thread(tcb);
}

// struct dl_find_object as <dlfcn.h> has it since glibc 2.35.
struct FoundObject {
  unsigned long long flags;
  void* map_start;
  void* map_end;
  void* link_map;
  void* eh_frame;
  unsigned long long reserved[7];
};

} // namespace

extern "C" {

REALIGN void* ldseal_tls_get_addr(const arch::TlsIndex* index) {
  return process().tls.address(*index);
}

REALIGN void* ldseal_allocate_tls(void* tcb) {
  // libc always brings the memory: a thread's stack with its TCB at the end.
  if (!tcb)
    return nullptr;
  if (!process().tls.allocate_dtv(tcb))
    return nullptr;
  return ldseal_allocate_tls_init(tcb);
}

// libc gives a flag besides, whose meaning was turned round between 2.36 and 2.41: it is for the
// loader's own auditors only.
REALIGN void* ldseal_allocate_tls_init(void* tcb) {
  if (!tcb)
    return nullptr;
  tls::State& tls = process().tls;
  for (bool done = false; !done;) {
    if (!tls.make_room(tcb))
      return nullptr;
    Guard guard(process().changes);
    done = tls.initialise(tcb); // else a module came meanwhile
  }
  thread_memory_changes(tcb);
  return tcb;
}

REALIGN void ldseal_deallocate_tls(void* tcb, bool) {
  thread_memory_changes(tcb);
  process().tls.free_dtv(tcb);
}

void* ldseal_find_dso_for_object(std::uintptr_t address) {
  object::Object* object = process().objects.by_address(address);
  return object ? object->host : nullptr;
}

int ldseal_find_object(void* address, void* result) {
  const auto entry = process().addresses.find(reinterpret_cast<std::uintptr_t>(address));
  if (!entry.start)
    return -1;
  auto* found = static_cast<FoundObject*>(result);
  found->flags = 0;
  found->map_start = reinterpret_cast<void*>(entry.start);
  found->map_end = reinterpret_cast<void*>(entry.end);
  found->link_map = entry.host;
  found->eh_frame = reinterpret_cast<void*>(entry.eh_frame);
  return 0;
}

void* ldseal_lookup_symbol_x(const char* name, void* map, const Elf64_Sym** symbol, void*,
                             const void*, int, int, void*) {
  object::Object* object = glibc::object_of(map);
  *symbol = link::find_export(*object, name);
  return *symbol ? map : nullptr;
}

void* ldseal_tls_get_addr_soft(void* map) {
  return process().tls.existing_block(*glibc::object_of(map));
}

int ldseal_readonly_area(const void* start, std::size_t size) {
  enum { kReadOnly, kWritable, kUnknown }; // dl_readonly_area_error_type
  const auto at = reinterpret_cast<std::uintptr_t>(start);
  const object::Object* object = process().objects.by_address(at);
  const Elf64_Phdr* load = object ? object->image.load_of(at - object->image.bias, size) : nullptr;
  if (!load || !(load->p_flags & PF_R))
    return kUnknown;
  const object::PageRange relro = object::relro_pages(object->image);
  const bool in_relro = at >= relro.start && at + size <= relro.end;
  return (load->p_flags & PF_W) && !in_relro ? kWritable : kReadOnly;
}

// For programs that use TLS without a libc, and for linking against the loader.
__attribute__((visibility("default"), alias("ldseal_tls_get_addr"))) void*
__tls_get_addr(const arch::TlsIndex* index);

} // extern "C"

namespace seal::glibc {

Status install_overrides(object::Object& companion, os::Arena& arena) {
  const struct {
    const char* name;
    const void* address;
  } kOverrides[] = {
      {"__tls_get_addr", reinterpret_cast<void*>(&ldseal_tls_get_addr)},
      {"_dl_allocate_tls", reinterpret_cast<void*>(&ldseal_allocate_tls)},
      {"_dl_allocate_tls_init", reinterpret_cast<void*>(&ldseal_allocate_tls_init)},
      {"_dl_deallocate_tls", reinterpret_cast<void*>(&ldseal_deallocate_tls)},
      {"_dl_find_dso_for_object", reinterpret_cast<void*>(&ldseal_find_dso_for_object)},
      {"_dl_find_object", reinterpret_cast<void*>(&ldseal_find_object)},
      {"_dl_debug_state", reinterpret_cast<void*>(&_dl_debug_state)},
      {"_r_debug", &_r_debug},
  };
  for (const auto& each : kOverrides) {
    const Elf64_Sym* symbol = link::find_in(
        companion, {.name = each.name, .hash = elf::gnu_hash(each.name), .newest = true});
    if (symbol)
      TRY(companion.overrides.push(arena, {companion.symbols.index(*symbol),
                                           reinterpret_cast<std::uintptr_t>(each.address)}));
  }
  return {};
}

} // namespace seal::glibc
