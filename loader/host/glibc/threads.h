// The threads that libc made, as far as their loader has to do with them.
#pragma once

#include "host/glibc/adapter.h"

namespace seal::glibc {

// Host::initialise_static_tls and Host::stack_changed.
void initialise_static_tls(object::Object& object);
void stack_changed();

// The main thread, in its struct pthread and with the kernel.
void register_thread(const Adapter& adapter);

// How libc is to protect the stacks of new threads, in the flags that this release takes.
void write_stack_flags(const Adapter& adapter);

} // namespace seal::glibc
