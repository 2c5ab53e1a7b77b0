// Any bytes as /etc/ld.so.cache.
#include "object/cache.h"
#include <cstdint>
#include <cstdlib>
#include <cstring>

extern "C" {
[[noreturn]] void ldseal_bind_late(void*, unsigned long) { std::abort(); }
[[noreturn]] void* ldseal_tls_get_addr(const void*) { std::abort(); }
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // A copy that is aligned as a mapping is, and ends where its memory ends.
  void* copy = nullptr;
  if (posix_memalign(&copy, 64, size ? size : 1) != 0)
    return 0;
  std::memcpy(copy, data, size);
  seal::object::Cache cache;
  seal::object::Hwcaps hwcaps;
  cache.parse({static_cast<const char*>(copy), size});
  for (const char* name : {"", "a", "libc.so.6", "libm.so.6", "lib10.so", "lib9.so", "~"})
    if (const char* path = cache.find(name, hwcaps))
      if (std::strlen(path) >= size)
        std::abort();
  std::free(copy);
  return 0;
}
