// The interpreter's list of objects, which it keeps for debuggers (struct r_debug), as objects of
// this loader.
#include "host/chain/chain.h"
#include "link/lookup.h"
#include "object/adopt.h"
#include "object/map.h"
#include <errno.h>
#include <sys/mman.h>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23 // Linux 5.14
#endif

namespace seal::chain {
namespace {

// As <link.h> has it since glibc 2.35; r_version 2 tells that it goes on.
struct ExtendedDebug {
  r_debug base;
  ExtendedDebug* next;
};

// What debuggers read, of the base namespace; null before it is there.
const r_debug* rendezvous(const Chain& chain) {
  auto find = [&](const char* name) -> std::uintptr_t {
    const Elf64_Sym* symbol = link::find_export(chain.interpreter, name);
    return symbol ? chain.interpreter.image.bias + symbol->st_value : 0;
  };
  if (chain.is_musl) {
    const std::uintptr_t pointer = find("_dl_debug_addr");
    return pointer ? *reinterpret_cast<const r_debug* const*>(pointer) : nullptr;
  }
  return reinterpret_cast<const r_debug*>(find("_r_debug"));
}

// Of the next namespace that the interpreter tells of (dlmopen, auditing libraries), or null.
const r_debug* next_space(const Chain& chain, const r_debug& debug) {
  if (chain.is_musl || debug.r_version < 2)
    return nullptr;
  ExtendedDebug* next = reinterpret_cast<const ExtendedDebug&>(debug).next;
  return next ? &next->base : nullptr;
}

bool is_readable(std::uintptr_t page) {
  unsigned char residency;
  return !os::failed(
      arch::syscall(SYS_mincore, long(page), long(elf::kPageSize), long(&residency)));
}

// Linkers put the program headers behind the ELF header, and that into the first page.
std::span<const Elf64_Phdr> headers_at(std::uintptr_t start) {
  if (start % elf::kPageSize || !is_readable(start))
    return {};
  const auto& header = *reinterpret_cast<const Elf64_Ehdr*>(start);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
      header.e_phentsize != sizeof(Elf64_Phdr) ||
      header.e_phoff > elf::kPageSize - sizeof(Elf64_Phdr) * header.e_phnum)
    return {};
  return {reinterpret_cast<const Elf64_Phdr*>(start + header.e_phoff), header.e_phnum};
}

// Of it nothing is read but what sealing wants to know: its dynamic section is the interpreter's,
// which may have put addresses there.
Result<object::Object*> adopt(os::Arena& arena, const link_map& map, std::uintptr_t header) {
  object::Object& object = *TRY(object::make_object(arena, arena));
  object.name = object.path = TRY(arena.copy(map.l_name));
  object.how = object::Origin::kChained;
  const auto phdrs = headers_at(header);
  const elf::Image image{
      .bias = map.l_addr, .phdrs = phdrs, .loads = TRY(elf::loads_of(phdrs, arena))};
  const Elf64_Phdr* dynamic = image.find(PT_DYNAMIC);
  if (!dynamic || image.bias + dynamic->p_vaddr != reinterpret_cast<std::uintptr_t>(map.l_ld) ||
      !elf::check_program_headers(image, ~std::uint64_t{0}))
    return &object; // without segments
  TRY(object::lay_out(object, phdrs, image.bias));
  object.mark = elf::find_mark(object.image);
  return &object;
}

bool is_dynamic_of(const object::Object& object, const link_map& map) {
  return reinterpret_cast<std::uintptr_t>(object.dynamic.entries.data()) ==
         reinterpret_cast<std::uintptr_t>(map.l_ld);
}

bool is_known(const Process& process, const link_map& map) {
  bool known = false;
  process.objects.for_each([&](const object::Object& object) { known |= object.host == &map; });
  return known;
}

Result<object::Object*> find_or_adopt(Process& process, const Chain& chain, os::Arena& arena,
                                      const link_map& map, bool is_program) {
  if (process.vdso && is_dynamic_of(*process.vdso, map))
    return nullptr;
  if (is_dynamic_of(chain.interpreter, map))
    return &chain.interpreter;
  if (!is_program)
    return adopt(arena, map, map.l_addr);
  if (!chain.by_hand)
    return process.program;
  object::Object& program = *TRY(adopt(arena, map, map.l_addr + chain.first_load));
  program.path = process.program->path;
  program.is_program = true;
  program.rule = object::Rule::kProgram;
  return process.program = &program;
}

} // namespace

bool has_begun(const Chain& chain) {
  const r_debug* debug = rendezvous(chain);
  return debug && debug->r_state != r_debug::RT_CONSISTENT;
}

bool is_consistent(const Chain& chain) {
  const r_debug* debug = rendezvous(chain);
  bool consistent = debug != nullptr;
  for (; debug; debug = next_space(chain, *debug))
    consistent &= debug->r_state == r_debug::RT_CONSISTENT;
  return consistent;
}

void name_interpreter(const Chain& chain) {
  for_each_map(chain, [&](link_map& map) {
    if (is_dynamic_of(chain.interpreter, map))
      map.l_name = const_cast<char*>(chain.interpreter.path);
  });
}

void for_each_map(const Chain& chain, void (*visit)(void* context, link_map& map), void* context) {
  for (const r_debug* debug = rendezvous(chain); debug; debug = next_space(chain, *debug))
    for (link_map* map = debug->r_map; map; map = map->l_next)
      visit(context, *map);
}

Result<bool> all_relocated(Process& process, const Chain& chain) {
  os::Vector<object::Object*> fresh;
  TRY(collect(process, chain, process.arena, process.arena, fresh));
  bool done = process.objects.size() > 0;
  process.objects.for_each([&](const object::Object& object) {
    done &= &object == &chain.interpreter || relocation_of(object) != Relocation::kPending;
  });
  return done;
}

Relocation relocation_of(const object::Object& object) {
  const object::PageRange relro = object::relro_pages(object.image);
  if (relro.empty())
    return Relocation::kUnknown;
  return os::advise(relro.start, elf::kPageSize, MADV_POPULATE_WRITE) == -EINVAL
             ? Relocation::kDone
             : Relocation::kPending;
}

Status collect(Process& process, const Chain& chain, os::Arena& arena, os::Arena& scratch,
               os::Vector<object::Object*>& fresh) {
  std::size_t count = 0;
  for_each_map(chain, [&](const link_map&) { ++count; });
  os::Vector<const void*> present;
  TRY(present.reserve(scratch, count));
  TRY(fresh.reserve(scratch, count));
  for_each_map(chain, [&](const link_map& map) { present.append(&map); });
  process.objects.for_each([&](object::Object& object) {
    if (object.host && !present.contains(object.host)) {
      process.objects.remove(object);
      object.host = nullptr;
    }
  });
  const r_debug* base = rendezvous(chain);
  Status status;
  for_each_map(chain, [&](link_map& map) {
    if (!status || is_known(process, map))
      return;
    auto object = find_or_adopt(process, chain, arena, map, &map == base->r_map);
    if (!object) {
      status = object.error();
      return;
    }
    if (!*object || (*object)->host) // the interpreter is in every namespace
      return;
    (*object)->host = &map;
    status = process.objects.append(**object);
    if (status)
      fresh.append(*object);
  });
  return status;
}

} // namespace seal::chain
