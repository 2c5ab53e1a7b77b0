// The memory of an error's texts.
#include "os/error.h"
#include "os/system.h"
#include <cstring>
#include <sys/mman.h>

namespace seal {

Text::Text(std::string_view text, std::string_view rest) {
  if (!text.data())
    return;
  std::size_t size;
  if (__builtin_add_overflow(text.size(), rest.size(), &size) ||
      __builtin_add_overflow(size, sizeof(Block) + 1, &size))
    return;
  const long at = os::map(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (os::failed(at))
    return;
  block_ = new (reinterpret_cast<void*>(at)) Block{size, 1};
  std::memcpy(block_->text(), text.data(), text.size());
  if (!rest.empty())
    std::memcpy(block_->text() + text.size(), rest.data(), rest.size());
}

void Text::drop() {
  if (--block_->users == 0)
    os::unmap(reinterpret_cast<std::uintptr_t>(block_), block_->size);
}

} // namespace seal
