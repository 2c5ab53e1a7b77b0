// The table of stubs that undefined functions are bound to.
#pragma once

#include <cstddef>
#include <cstdint>

namespace seal::arch {

inline constexpr std::size_t kStubCount = 1024;
inline constexpr std::size_t kStubSize = 16; // bytes

extern "C" const char ldseal_undefined_stubs[];

inline std::uintptr_t undefined_stub(std::size_t number) {
  std::size_t last = number < kStubCount ? number : kStubCount - 1;
  return reinterpret_cast<std::uintptr_t>(ldseal_undefined_stubs) + last * kStubSize;
}

} // namespace seal::arch
