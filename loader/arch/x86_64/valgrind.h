// Is this process run by valgrind? Its tools read the debug information of a library only when they
// have seen its code and its data mapped from the file.
#pragma once

#include <cstdint>

namespace seal::arch {

// valgrind's client request RUNNING_ON_VALGRIND (valgrind.h, part of its ABI): rotations that add
// up to nothing, which only its translator takes for a question.
inline bool on_valgrind() {
  std::uint64_t request[6] = {0x1001};
  std::uint64_t answer = 0;
  asm volatile(
      "rolq $3, %%rdi; rolq $13, %%rdi; rolq $61, %%rdi; rolq $51, %%rdi; xchgq %%rbx, %%rbx"
      : "+d"(answer)
      : "a"(request)
      : "cc", "memory");
  return answer != 0;
}

} // namespace seal::arch
