// What an object needs of the processor.
#pragma once

#include "object/hwcaps.h"
#include "object/object.h"

namespace seal::object {

inline Status check_processor(const Object& object, Hwcaps& hwcaps) {
  if (hwcaps.has_levels(object.levels_needed))
    return {};
  return Error{.what = "CPU ISA level is lower than required", .file = object.path};
}

} // namespace seal::object
