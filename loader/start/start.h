// The start of a process, from the kernel's entry to the program's.
#pragma once

#include <cstdint>

namespace seal::start {

struct StartResult {
  std::uintptr_t entry;
  std::uintptr_t* stack;
};

StartResult run(std::uintptr_t* stack);

} // namespace seal::start
