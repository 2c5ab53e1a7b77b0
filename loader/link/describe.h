// LD_DEBUG's lines about scopes and bindings.
#pragma once

#include "link/lookup.h"

namespace seal::link {

// A reference of `user` leads to this definition.
void describe_binding(const object::Object& user, const Reference& reference,
                      const Definition& definition, bool is_protected);

// Where the references of an object are looked up: its scopes from this number on.
void describe_scopes(const object::Object& object, std::size_t first = 0);

} // namespace seal::link
