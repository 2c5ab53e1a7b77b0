// The one instance, and looking into the start vectors.
#include "host/process.h"
#include "os/relro.h"
#include "os/string.h"

namespace seal {

LDSEAL_RELRO Process* the_process;

const char* StartVectors::env(const char* name) const {
  std::size_t size = std::strlen(name);
  for (char** each = envp; *each; ++each)
    if (std::strncmp(*each, name, size) == 0 && (*each)[size] == '=')
      return *each + size + 1;
  return nullptr;
}

} // namespace seal
