// Restartable sequences: an area of each thread that the kernel writes to, and what libc tells
// programs of it
// (__rseq_offset, __rseq_size).
#pragma once

#include "host/glibc/adapter.h"

namespace seal::glibc {

// The main thread's area, with the kernel and in what libc tells.
void register_rseq(const Adapter& adapter);

} // namespace seal::glibc
