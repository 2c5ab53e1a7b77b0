// Text that the interpreter relocated in its place, on pages of the file.
#include "elf/dynamic.h"
#include "host/chain/chain.h"
#include "object/map.h"
#include "os/replace.h"

namespace seal::chain {
namespace {

constexpr const char* kName = "ld-seal:relocated text"; // in /proc/self/maps

bool has_text_relocations(const elf::Image& image) {
  for (const Elf64_Dyn& entry : elf::writable_dynamic(image))
    if (entry.d_tag == DT_TEXTREL ||
        (entry.d_tag == DT_FLAGS && (entry.d_un.d_val & DF_TEXTREL) != 0))
      return true;
  return false;
}

} // namespace

Status keep_relocated_text(const object::Object& object) {
  if (!has_text_relocations(object.image))
    return {};
  for (const Elf64_Phdr& load : object.image.loads) {
    if (load.p_flags & PF_W)
      continue;
    const object::PageRange pages = object::segment_pages(object.image, load);
    const Status status = os::replace_pages(
        pages.start, {reinterpret_cast<const std::byte*>(pages.start), pages.size()},
        object::protection_of(load), kName);
    if (status)
      continue;
    Error error = status.error();
    error.file = object.path;
    return error;
  }
  return {};
}

} // namespace seal::chain
