// What can be known of an object from its own image; pure.
#include "object/object.h"
#include "object/search_order.h"
#include "os/string.h"

namespace seal::object {

const char* rule_name(Rule rule) {
  static constexpr const char* kNames[] = {
      "program",           "path",    "LD_PRELOAD",  "RPATH",
      "LD_LIBRARY_PATH",   "RUNPATH", "ld.so.cache", "default directory",
      "the loader itself", "system"};
  return kNames[static_cast<unsigned>(rule)];
}

bool Object::answers_to(const char* wanted) const {
  if (dynamic.soname && equal(dynamic.soname, wanted))
    return true;
  if (equal(name, wanted))
    return true;
  for (const char* each : names)
    if (equal(each, wanted))
      return true;
  return false;
}

Result<Object*> make_object(os::Arena& arena, os::Arena& live_arena) {
  auto* object = TRY(arena.create<Object>());
  object->arena = &arena;
  object->live_arena = &live_arena;
  object->live = TRY(live_arena.create<Live>());
  object->tls.decided = &object->live->tls_offset;
  return object;
}

namespace {

// An empty one says nothing.
const Elf64_Phdr* tls_header(const elf::Image& image) {
  const Elf64_Phdr* found = nullptr;
  for (const Elf64_Phdr& phdr : image.phdrs)
    if (phdr.p_type == PT_TLS && phdr.p_memsz != 0)
      found = &phdr;
  return found;
}

Status parse_tls(Object& object) {
  const Elf64_Phdr* phdr = tls_header(object.image);
  if (!phdr)
    return {};
  if (phdr->p_filesz > phdr->p_memsz)
    return Error{.what = "the TLS segment is larger in the file than in memory"};
  if (phdr->p_align & (phdr->p_align - 1))
    return Error{.what = "the TLS segment's alignment is not a power of two"};
  if (phdr->p_filesz > 0 &&
      object.image.table<const std::byte>(phdr->p_vaddr, phdr->p_filesz).empty())
    return Error{.what = "the TLS segment lies outside the readable segments"};
  if (phdr->p_memsz > std::uint64_t{1} << 31 || phdr->p_align > std::uint64_t{1} << 24)
    return Error{.what = "the TLS segment is too large"};
  Tls& tls = object.tls;
  tls.image = object.image.bias + phdr->p_vaddr;
  tls.file_size = phdr->p_filesz;
  tls.size = phdr->p_memsz;
  tls.align = phdr->p_align ? phdr->p_align : 1;
  tls.first_byte = phdr->p_vaddr & (tls.align - 1);
  return {};
}

Status parse_parts(Object& object) {
  auto dynamic = elf::parse_dynamic(object.image);
  if (!dynamic)
    return dynamic.error();
  object.dynamic = *dynamic;
  auto symbols = elf::parse_symbols(object.image, object.dynamic);
  if (!symbols)
    return symbols.error();
  object.symbols = *symbols;
  auto versions = elf::parse_versions(object.image, object.dynamic, *object.arena);
  if (!versions)
    return versions.error();
  object.versions = *versions;
  object.mark = elf::find_mark(object.image);
  object.levels_needed = elf::find_levels_needed(object.image);
  return parse_tls(object);
}

} // namespace

Status parse(Object& object) {
  Status status = parse_parts(object);
  if (status)
    return status;
  return with_file(status.error(), object.path);
}

Result<bool> make_scope(Object& object) {
  if (!object.scope.empty())
    return false;
  os::Scratch scratch;
  os::Vector<Object*> roots;
  TRY(roots.push(scratch, &object));
  Status status = SearchOrder(object.scope, *object.arena, scratch)
                      .run(
                          roots, [](Object&) { return Status(); }, [](Object&, Object&) {});
  if (!status)
    object.scope.truncate(0);
  TRY(std::move(status));
  return true;
}

} // namespace seal::object
