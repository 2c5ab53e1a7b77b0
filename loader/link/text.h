// Relocating text: it is writable while the first pass lasts, and not executable then.
#pragma once

#include "object/object.h"

namespace seal::link {

// Replaces the pages of each non-writable segment by anonymous, writable ones with the same bytes:
// what text relocations write must not be discardable either.
Status make_text_writable(const object::Object& object);
// Gives them the protection that their headers ask for.
Status restore_text(const object::Object& object);

// Stores a word into an object whose protections are final.
Status store_final(const object::Object& object, std::uintptr_t place, std::uint64_t value);

} // namespace seal::link
