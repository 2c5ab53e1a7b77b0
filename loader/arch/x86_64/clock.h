// The processor's clock, for LD_DEBUG=statistics.
#pragma once

#include <cstdint>

namespace seal::arch {

inline std::uint64_t cycles() { return __builtin_ia32_rdtsc(); }

} // namespace seal::arch
