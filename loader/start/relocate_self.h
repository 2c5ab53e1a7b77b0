// The loader's own relocations: nothing with a relocated pointer may be touched before.
#pragma once

#include <cstdint>

namespace seal::start {

// Applies RELR and RELATIVE relocations of this very object; returns its bias.
std::uintptr_t relocate_self();

} // namespace seal::start
