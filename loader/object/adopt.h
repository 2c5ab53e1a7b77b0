// Objects that somebody else mapped: the program and the loader by the kernel, the vdso, by another
// loader what it links.
#pragma once

#include "object/object.h"

namespace seal::object {

// Takes over an image that is in memory already, without parsing it. `phdrs` stays where it is.
Status lay_out(Object& object, std::span<const Elf64_Phdr> phdrs, std::uintptr_t bias);

// Puts an anonymous copy in place of the RELRO pages: MADV_DONTNEED on a sealed private file
// mapping would bring the file's bytes back. To be called after relocation, before the pages are
// protected.
Status make_relro_anonymous(const Object& object);

// The same where another thread may be reading them: at once, and protected.
Status move_relro(const Object& object);

} // namespace seal::object
