// The order of constructors and destructors.
#pragma once

#include "link/scope.h"

namespace seal::link {

// Appends `objects` to `out` so that what an object needs comes before it; cycles are cut where a
// walk from the last object to the first meets them, as glibc's dynamic_sort=2 does. Destructors
// run in the reverse order.
void constructor_order(const Scope& objects, Scope& out, os::Arena& arena);

} // namespace seal::link
