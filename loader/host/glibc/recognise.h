// Which glibc is this? Its layout is known exactly, or not used at all.
#pragma once

#include "host/glibc/layout.h"
#include "object/object.h"

namespace seal::glibc {

// The record that fits a companion and a libc that are mapped and not relocated yet: by both
// build-ids, or else by layout class, when everything that can be checked agrees with one record.
// The error names what was found.
Result<const Layout*> recognise(const object::Object& companion, const object::Object& libc,
                                os::Arena& arena);

// Are these the very builds that the record was made from, and not only of its layout class?
bool is_measured_build(const object::Object& companion, const object::Object& libc,
                       const Layout& layout);

} // namespace seal::glibc
