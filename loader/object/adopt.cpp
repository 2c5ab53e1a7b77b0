// Objects that somebody else mapped: the program and the loader by the kernel, the vdso, by another
// loader what it links.
#include "object/adopt.h"
#include "elf/header.h"
#include "object/map.h"
#include <errno.h>
#include <sys/mman.h>

namespace seal::object {

Status lay_out(Object& object, std::span<const Elf64_Phdr> phdrs, std::uintptr_t bias) {
  const auto loads = TRY(elf::loads_of(phdrs, *object.arena));
  object.image = {.bias = bias, .phdrs = phdrs, .loads = loads};
  object.phdr_address = reinterpret_cast<std::uintptr_t>(phdrs.data());
  if (loads.empty())
    return {};
  object.map_start = bias + elf::page_down(loads.front().p_vaddr);
  object.map_end = bias + elf::page_up(loads.back().p_vaddr + loads.back().p_memsz);
  return {};
}

namespace {

// Not by a function that might be called through the GOT: that may be what is being replaced.
inline void copy_bytes(std::uintptr_t to, std::uintptr_t from, std::size_t size) {
  asm volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
}

} // namespace

// Copied out and back, which is faster than moving pages there with mremap(2).
Status make_relro_anonymous(const Object& object) {
  PageRange relro = relro_pages(object.image);
  if (relro.empty())
    return {};
  const os::Arena::Mark mark = object.arena->mark();
  auto saved = reinterpret_cast<std::uintptr_t>(TRY(object.arena->allocate(relro.size(), 16)));
  copy_bytes(saved, relro.start, relro.size());
  long result = os::map(relro.start, relro.size(), PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_POPULATE, -1, 0);
  if (os::failed(result))
    return Error{
        .what = "cannot copy RELRO to anonymous memory", .file = object.path, .err = int(-result)};
  copy_bytes(relro.start, saved, relro.size());
  object.arena->release(mark);
  return {};
}

Status move_relro(const Object& object) {
  const PageRange relro = relro_pages(object.image);
  if (relro.empty())
    return {};
  const auto fail = [&](long result) {
    return Error{
        .what = "cannot move RELRO to anonymous memory", .file = object.path, .err = int(-result)};
  };
  const long copy = os::map(0, relro.size(), PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  if (os::failed(copy))
    return fail(copy);
  copy_bytes(std::uintptr_t(copy), relro.start, relro.size());
  long result = os::protect(std::uintptr_t(copy), relro.size(), PROT_READ);
  if (!os::failed(result))
    result =
        os::move(std::uintptr_t(copy), relro.size(), MREMAP_MAYMOVE | MREMAP_FIXED, relro.start);
  if (os::failed(result)) {
    os::unmap(std::uintptr_t(copy), relro.size());
    return fail(result);
  }
  return {};
}

} // namespace seal::object
