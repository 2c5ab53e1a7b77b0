// Where marking starts from: the bytes of a file as it is, or as it was before it was marked.
#pragma once

#include "buffer.h"
#include "image.h"

#include <llvm/Support/Error.h>

#include <cstdint>

namespace seal::elfseal {

/// Gives fresh copies of a file's bytes, as many as are asked for. Borrows the descriptor.
class Source {
public:
  Source(int fd, std::uint64_t size) : fd_(fd), size_(size) {}

  /// The bytes of the file as it is.
  llvm::Expected<Buffer> load() const { return Buffer::map(fd_, size_); }

  std::uint64_t size() const { return size_; }

private:
  int fd_;
  std::uint64_t size_;
};

} // namespace seal::elfseal
