// Filling link maps.
#include "host/glibc/link_map.h"
#include "host/glibc/fields.h"
#include "object/map.h"

namespace seal::glibc {
namespace {

// What stands before a link_map: a handle leads back to our object.
struct Prefix {
  object::Object* object;
  std::size_t scope_capacity;  // of l_searchlist's array
  std::size_t scopes_capacity; // of l_scope
};
Prefix& prefix_of(void* link_map) { return static_cast<Prefix*>(link_map)[-1]; }

// The index in l_info of a dynamic tag, by glibc's rules (elf/get-dynamic-info.h); -1 for others.
int info_index(std::int64_t tag, unsigned info_count) {
  constexpr int kVersions = 16, kExtras = 3, kValues = 12, kAddresses = 11, kTags = 38;
  int processor = int(info_count) - (kTags + kVersions + kExtras + kValues + kAddresses);
  int base = kTags + processor;
  if (tag >= 0 && tag < kTags)
    return int(tag);
  if (tag >= DT_LOPROC && tag < DT_LOPROC + processor)
    return int(tag - DT_LOPROC) + kTags;
  if (0x6fffffff - tag >= 0 && 0x6fffffff - tag < kVersions)
    return base + int(0x6fffffff - tag);
  base += kVersions;
  if (0x7fffffff - tag >= 0 && 0x7fffffff - tag < kExtras)
    return base + int(0x7fffffff - tag);
  base += kExtras;
  if (DT_VALRNGHI - tag >= 0 && DT_VALRNGHI - tag < kValues)
    return base + int(DT_VALRNGHI - tag);
  base += kValues;
  if (DT_ADDRRNGHI - tag >= 0 && DT_ADDRRNGHI - tag < kAddresses)
    return base + int(DT_ADDRRNGHI - tag);
  return -1;
}

bool is_address_tag(std::int64_t tag) {
  return tag == DT_HASH || tag == DT_PLTGOT || tag == DT_STRTAB || tag == DT_SYMTAB ||
         tag == DT_RELA || tag == DT_REL || tag == DT_JMPREL || tag == DT_VERSYM ||
         tag == DT_GNU_HASH;
}

// glibc adds the bias to the addresses in a dynamic section whose header says that it is writable,
// and programs count on it (<link.h>).
bool relocate_dynamic(const object::Object& object) {
  const Elf64_Phdr* dynamic = object.image.find(PT_DYNAMIC);
  if (!dynamic || !(dynamic->p_flags & PF_W))
    return false;
  const auto entries = elf::writable_dynamic(object.image);
  for (Elf64_Dyn& entry : entries)
    if (is_address_tag(entry.d_tag))
      entry.d_un.d_ptr += object.image.bias;
  return !entries.empty();
}

// The array of link_map pointers that r_scope_elem has; it has room.
void set_scope_element(const Fields& element, const ScopeElement& layout,
                       const link::Scope& scope) {
  void** list = element.get<void**>(layout.list);
  std::uint32_t count = 0;
  for (object::Object* each : scope)
    if (each->host)
      list[count++] = each->host;
  element.set(layout.nlist, count);
}

// l_symbolic_searchlist: the object alone.
Status set_symbolic_scope(object::Object& object, const Fields& element,
                          const ScopeElement& layout) {
  void** list = TRY(object.arena->array<void*>(1));
  *list = object.host;
  element.set(layout.list, list);
  element.set(layout.nlist, std::uint32_t(object.own_first));
  return {};
}

// l_scope: the search lists that its references are looked up in, and null; it has room.
void set_scopes(object::Object& object, const LinkMap& at) {
  Fields map(object.host);
  void** list = map.get<void**>(at.scope);
  if (object.own_first)
    *list++ = reinterpret_cast<void*>(map.address(at.symbolic_searchlist));
  for (const object::Object* owner : object.scopes)
    if (owner->host)
      *list++ = static_cast<char*>(owner->host) + at.searchlist;
  *list = nullptr;
}

} // namespace

object::Object* object_of(const void* link_map) {
  return prefix_of(const_cast<void*>(link_map)).object;
}

Status create_link_map(const Layout& layout, object::Object& object) {
  const LinkMap& at = layout.map;
  // libc counts a thread's pending destructors in it (l_tls_dtor_count). __libc_freeres writes to
  // it and to its list of names.
  os::Arena& arena = *object.live_arena;
  auto* names = static_cast<char*>(TRY(object.live_arena->allocate(layout.libname.size, 8)));
  auto* prefix = static_cast<Prefix*>(TRY(arena.allocate(sizeof(Prefix) + at.size, 16)));
  prefix->object = &object;
  object.host = prefix + 1;
  Fields map(object.host);

  map.set(at.addr, object.image.bias);
  map.set(at.name, object.name);
  map.set(at.ns, long(object.space));
  map.set(at.real, object.host);
  const char* soname = object.dynamic.soname;
  Fields(names).set(layout.libname.name,
                    object.names.empty() ? (soname ? soname : object.name) : object.names[0]);
  Fields(names).set(layout.libname.dont_free, int{1});
  map.set(at.libname, names);

  bool relocated = object.how != object::Origin::kSystem && relocate_dynamic(object);
  map.set(at.ld_readonly, relocated ? 0 : 1);
  if (const Elf64_Phdr* dynamic = object.image.find(PT_DYNAMIC)) {
    map.set(at.ld, object.image.bias + dynamic->p_vaddr);
    map.set(at.ldnum, std::uint16_t(dynamic->p_memsz / sizeof(Elf64_Dyn)));
    for (Elf64_Dyn& entry : object.dynamic.entries)
      if (int index = info_index(entry.d_tag, at.info_count); index >= 0)
        map.set(Offset(at.info + index * 8), &entry);
  }
  map.set(at.phdr, object.phdr_address);
  map.set(at.phnum, std::uint16_t(object.image.phdrs.size()));
  map.set(at.entry, object.entry);
  map.set(at.loader, object.loader ? object.loader->host : nullptr);

  const elf::GnuHash& gnu = object.symbols.gnu;
  const elf::SysvHash& sysv = object.symbols.sysv;
  if (gnu.bucket_count) {
    map.set(at.nbuckets, gnu.bucket_count);
    map.set(at.gnu_bitmask_idxbits, gnu.bloom_mask);
    map.set(at.gnu_shift, gnu.bloom_shift);
    map.set(at.gnu_bitmask, gnu.bloom);
    map.set(at.gnu_buckets, gnu.buckets);
    map.set(at.gnu_chain_zero, gnu.chains - gnu.first_symbol);
  } else if (sysv.bucket_count) { // in a union with the GNU tables' pointers: l_chain, l_buckets
    map.set(at.nbuckets, sysv.bucket_count);
    map.set(at.gnu_buckets, sysv.chains);
    map.set(at.gnu_chain_zero, sysv.buckets);
  }
  if (!object.symbols.versym.empty())
    map.set(at.versyms, object.symbols.versym.data());
  TRY(set_symbolic_scope(object, Fields(map.address(at.symbolic_searchlist)), layout.scope));
  map.set(at.local_scope, map.address(at.searchlist));

  map.set(at.direct_opencount, 1u);
  map.set(at.map_start, object.map_start);
  map.set(at.map_end, object.map_end);
  map.set(at.text_end, object.map_end);
  map.set(at.file_id, object.identity.device);
  map.set(Offset(at.file_id + 8), object.identity.inode);
  map.set(at.runpath_dirs, std::intptr_t{-1});
  map.set(at.rpath_dirs, std::intptr_t{-1});
  map.set(at.flags_1, std::uint32_t(object.dynamic.flags_1));
  if (const Elf64_Phdr* relro = object.image.find(PT_GNU_RELRO)) {
    map.set(at.relro_addr, relro->p_vaddr);
    map.set(at.relro_size, relro->p_memsz);
  }
  // lt_executable, lt_library, lt_loaded
  map.set(at.type, object.is_program ? 0u : object.from_start ? 1u : 2u);
  map.set(at.main_map, object.is_program);
  map.set(at.relocated, 1);
  map.set(at.global, object.global);
  map.set(at.contiguous, object.how == object::Origin::kMapped);
  map.set(at.find_object_processed, 1);
  map.set(at.faked, 0);
  return {};
}

namespace {

Status reserve_scope(const Layout& layout, object::Object& object, std::size_t more) {
  std::size_t& capacity = prefix_of(object.host).scope_capacity;
  const std::size_t needed = object.scope.size() + more;
  if (capacity && needed <= capacity)
    return {};
  const std::size_t grown = capacity ? 2 * needed : needed + 1;
  void** list = TRY(object.arena->array<void*>(grown));
  capacity = grown;
  const Fields element(Fields(object.host).address(layout.map.searchlist));
  element.set(layout.scope.list, list);
  set_scope_element(element, layout.scope, object.scope);
  return {};
}

Status reserve_scopes(const Layout& layout, object::Object& object) {
  const LinkMap& at = layout.map;
  const Fields map(object.host);
  std::size_t& capacity = prefix_of(object.host).scopes_capacity;
  const std::size_t needed = object.own_first + object.scopes.size() + 1;
  if (!capacity) {
    capacity = 4; // of l_scope_mem, as <link.h> has it
    map.set(at.scope, map.address(at.scope_mem));
  }
  if (capacity < needed) {
    void** list = TRY(object.arena->array<void*>(2 * needed));
    capacity = 2 * needed;
    map.set(at.scope, list);
    set_scopes(object, at);
  }
  map.set(at.scope_max, capacity);
  return {};
}

} // namespace

Status reserve_link_map(const Layout& layout, object::Object& object, std::size_t more) {
  TRY(reserve_scope(layout, object, more));
  return reserve_scopes(layout, object);
}

void update_link_map(const Layout& layout, object::Object& object) {
  const LinkMap& at = layout.map;
  Fields map(object.host);
  if (object.tls.module) {
    map.set(at.tls_initimage, object.tls.image);
    map.set(at.tls_initimage_size, object.tls.file_size);
    map.set(at.tls_blocksize, object.tls.size);
    map.set(at.tls_align, object.tls.align);
    map.set(at.tls_firstbyte_offset, object.tls.first_byte);
    map.set(at.tls_offset, object.tls.offset());
    map.set(at.tls_modid, object.tls.module);
    map.set(at.tls_in_slotinfo, 1);
  }
  map.set(at.global, object.global);
  // l_searchlist: what a handle to it searches; l_scope: where its own references are looked up.
  set_scope_element(Fields(map.address(at.searchlist)), layout.scope, object.scope);
  set_scopes(object, at);
}

// The public members' places are fixed by <link.h>.
void list_link_map(object::Object& object) {
  const object::Object* before = object.previous;
  while (before && before->space != object.space)
    before = before->previous;
  if (!before || !before->host)
    return;
  auto* map = static_cast<::link_map*>(object.host);
  auto* previous = static_cast<::link_map*>(before->host);
  map->l_prev = previous;
  __atomic_store_n(&previous->l_next, map, __ATOMIC_RELEASE);
}

void unlist_link_map(object::Object& object) {
  auto* map = static_cast<::link_map*>(object.host);
  if (map->l_prev)
    map->l_prev->l_next = map->l_next;
  if (map->l_next)
    map->l_next->l_prev = map->l_prev;
}

} // namespace seal::glibc
