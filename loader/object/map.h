// Mapping a file's segments with their final protections, and giving them back.
#pragma once

#include "object/object.h"

namespace seal::object {

// The pages that become read-only after relocation (PT_GNU_RELRO): both ends rounded down, as the
// linkers expect. Empty when there are none. Addresses, not file values.
struct PageRange {
  std::uintptr_t start = 0, end = 0;
  bool empty() const { return start >= end; }
  std::size_t size() const { return empty() ? 0 : end - start; }
};
PageRange relro_pages(const elf::Image& image);
// Asks PT_GNU_RELRO for pages that do not lie in one PT_LOAD? relro_pages() is empty then.
bool has_impossible_relro(const elf::Image& image);

// The pages of a PT_LOAD. A page that two segments share is the later one's:
// that is how it is mapped.
PageRange segment_pages(const elf::Image& image, const Elf64_Phdr& load);

int protection_of(const Elf64_Phdr& load);

// Maps all PT_LOADs of an opened file whose headers were checked: fills image.bias, map_start,
// map_end, entry and phdr_address; image.phdrs and image.loads
// must be set. On error nothing stays mapped.
Status map_segments(Object& object, const os::File& file, const Elf64_Ehdr& header);

void unmap(const Object& object);
// Gives back the memory of what is writable for good; the mappings stay.
void discard_data(const Object& object);

} // namespace seal::object
