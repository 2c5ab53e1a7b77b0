// The order of constructors and destructors.
#pragma once

#include "link/scope.h"

namespace seal::link {

// Appends `objects`, and no others, to `out` so that what an object needs comes before it; cycles
// are cut where a walk from the last object to the first meets them, as glibc's dynamic_sort=2
// does.
void constructor_order(const Scope& objects, Scope& out, os::Arena& arena);

// The reverse, and what an object's relocations are bound to comes after it too.
void destructor_order(const Scope& objects, Scope& out, os::Arena& arena);

} // namespace seal::link
