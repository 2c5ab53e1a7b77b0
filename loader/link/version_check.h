// Does every object get the versions it was linked against?
#pragma once

#include "object/load.h"

namespace seal::link {

// Checks the needs of one object against the loaded ones. An object without version definitions
// satisfies every need, with a warning; a weak need may stay unmet (LSB, "Symbol Versioning").
Status check_versions(const object::Object& object, const object::Objects& objects);

} // namespace seal::link
