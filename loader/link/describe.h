// LD_DEBUG's lines about scopes and bindings.
#pragma once

#include "link/lookup.h"

namespace seal::link {

// A reference of `user` leads to this definition.
void describe_binding(const object::Object& user, const Reference& reference,
                      const Definition& definition, bool is_protected);

// Where the references of an object are looked up.
void describe_scope(const object::Object& object, const Scope& global);

} // namespace seal::link
