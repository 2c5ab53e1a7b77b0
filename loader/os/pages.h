// Fresh memory of the kernel, for what the loader keeps.
#pragma once

#include "os/output.h"
#include "os/system.h"
#include <errno.h>
#include <sys/mman.h>

namespace seal::os {

// The process ends with a message and status 127.
[[noreturn]] inline void out_of_memory(int err = ENOMEM) {
  die({.what = "out of memory", .err = err}, 127);
}

// Zeroed pages, `size` bytes; without memory see out_of_memory().
inline std::uintptr_t map_pages(std::size_t size) {
  long at = map(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (failed(at))
    out_of_memory(int(-at));
  return std::uintptr_t(at);
}

} // namespace seal::os
