// Objects that somebody else mapped: the program and the loader by the kernel, the vdso.
#include "object/adopt.h"
#include "object/map.h"
#include <errno.h>
#include <sys/mman.h>

namespace seal::object {

Status adopt(Object& object, const Elf64_Phdr* phdrs, std::size_t count, std::uintptr_t bias,
             os::Arena& arena) {
  object.arena = &arena;
  object.image.phdrs = {phdrs, count};
  object.image.bias = bias;
  object.phdr_address = reinterpret_cast<std::uintptr_t>(phdrs);
  for (const Elf64_Phdr& phdr : object.image.phdrs) {
    if (phdr.p_type != PT_LOAD)
      continue;
    if (!object.map_start)
      object.map_start = bias + elf::page_down(phdr.p_vaddr);
    object.map_end = bias + elf::page_up(phdr.p_vaddr + phdr.p_memsz);
  }
  return parse(object);
}

Status make_relro_anonymous(const Object& object) {
  PageRange relro = relro_pages(object.image);
  if (relro.empty())
    return {};
  auto fail = [&](long result) {
    return Error{
        .what = "cannot copy RELRO to anonymous memory", .file = object.path, .err = int(-result)};
  };
  long copy = os::map(0, relro.size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (os::failed(copy))
    return fail(copy);
  // Called before RELRO is protected; the pages are read by this thread only.
  __builtin_memcpy(reinterpret_cast<void*>(copy), reinterpret_cast<void*>(relro.start),
                   relro.size());
  long moved =
      os::move(std::uintptr_t(copy), relro.size(), MREMAP_MAYMOVE | MREMAP_FIXED, relro.start);
  if (os::failed(moved)) {
    os::unmap(std::uintptr_t(copy), relro.size());
    return fail(moved);
  }
  return {};
}

} // namespace seal::object
