// What glibc's loader stores in a variable of its own, read from its code: some facts of a build
// stand nowhere else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace seal::glibc {

// The number in `movl $number, variable(%rip)`; 0 where no such instruction is in the code.
// `code_at` and `variable` are virtual addresses.
inline std::uint32_t stored_number(std::span<const std::byte> code, std::uint64_t code_at,
                                   std::uint64_t variable) {
  constexpr std::size_t kSize = 10; // opcode and ModRM, displacement, number
  for (std::size_t i = 0; i + kSize <= code.size(); ++i) {
    if (code[i] != std::byte{0xc7} || code[i + 1] != std::byte{0x05})
      continue;
    std::int32_t displacement;
    std::uint32_t number;
    std::memcpy(&displacement, &code[i + 2], sizeof displacement);
    std::memcpy(&number, &code[i + 6], sizeof number);
    if (code_at + i + kSize + std::uint64_t(std::int64_t{displacement}) == variable)
      return number;
  }
  return 0;
}

} // namespace seal::glibc
