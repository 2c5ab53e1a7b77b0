// The pages of non-writable segments, for as long as relocations need them.
#include "link/text.h"
#include "object/map.h"
#include "os/system.h"
#include <cstring>
#include <sys/mman.h>

namespace seal::link {

using object::Object;
using object::PageRange;

namespace {

// Calls visit(header, pages) for each segment that is not writable, until it gives an error.
template <class Visit>
Status for_each_text(const Object& object, Visit visit) {
  for (const Elf64_Phdr& load : object.image.loads) {
    if (load.p_flags & PF_W)
      continue;
    PageRange pages = object::segment_pages(object.image, load);
    if (pages.empty())
      continue;
    if (Status status = visit(load, pages); !status)
      return status;
  }
  return {};
}

} // namespace

Status make_text_writable(const Object& object) {
  return for_each_text(object, [&](const Elf64_Phdr& load, PageRange pages) -> Status {
    long copy =
        os::map(0, pages.size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (!os::failed(copy) && !(load.p_flags & PF_R))
      if (long result = os::protect(pages.start, pages.size(), PROT_READ); os::failed(result))
        copy = result;
    if (!os::failed(copy)) {
      std::memcpy(reinterpret_cast<void*>(copy), reinterpret_cast<void*>(pages.start),
                  pages.size());
      copy =
          os::move(std::uintptr_t(copy), pages.size(), MREMAP_MAYMOVE | MREMAP_FIXED, pages.start);
    }
    if (os::failed(copy))
      return Error{.what = "cannot make segment writable for relocation",
                   .file = object.shown_name(),
                   .err = int(-copy)};
    return {};
  });
}

Status restore_text(const Object& object) {
  return for_each_text(object, [&](const Elf64_Phdr& load, PageRange pages) -> Status {
    long result = os::protect(pages.start, pages.size(), object::protection_of(load));
    if (os::failed(result))
      return Error{.what = "cannot restore segment prot after reloc",
                   .file = object.shown_name(),
                   .err = int(-result)};
    return {};
  });
}

Status store_final(const Object& object, std::uintptr_t place, std::uint64_t value) {
  const Elf64_Phdr* load = object.image.load_of(place - object.image.bias, 8);
  if (!load)
    return Error{.what = "a relocation lies outside the segments", .file = object.path};
  if (load->p_flags & PF_W) {
    std::memcpy(reinterpret_cast<void*>(place), &value, 8);
    return {};
  }
  std::uintptr_t page = elf::page_down(place);
  std::size_t size = elf::page_up(place + 8) - page;
  long result = os::protect(page, size, PROT_READ | PROT_WRITE);
  if (!os::failed(result)) {
    std::memcpy(reinterpret_cast<void*>(place), &value, 8);
    result = os::protect(page, size, object::protection_of(*load));
  }
  if (os::failed(result))
    return Error{
        .what = "cannot write a text relocation", .file = object.path, .err = int(-result)};
  return {};
}

} // namespace seal::link
