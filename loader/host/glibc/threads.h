// The threads that libc made, as far as their loader has to do with them.
#pragma once

#include "host/glibc/adapter.h"

namespace seal::glibc {

// Host::initialise_static_tls and Host::stack_changed.
void initialise_static_tls(object::Object& object);
void stack_changed();

// How libc is to protect the stacks of new threads: PF_ flags.
std::uint32_t stack_flags(const Process& process);

} // namespace seal::glibc
