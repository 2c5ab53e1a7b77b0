// An open file: RAII over a descriptor, with what the loader asks of one.
#pragma once

#include "os/error.h"
#include "os/system.h"
#include <sys/stat.h>

namespace seal::os {

// What makes two paths the same object: the device and the inode.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  bool operator==(const FileIdentity&) const = default;
};

struct FileInfo {
  FileIdentity identity;
  std::uint64_t size = 0;
  std::uint32_t mode = 0;
  std::uint64_t modified = 0; // when its contents last changed, in nanoseconds

  // The same file with the same contents, as far as can be told without reading them.
  bool is_unchanged(const FileIdentity& was, std::uint64_t modified_then) const {
    return identity == was && modified == modified_then;
  }
};

// Of the file at a path, behind symbolic links.
Result<FileInfo> info_of(const char* path);

class File {
public:
  File() = default;
  explicit File(int fd) : fd_(fd) {}
  File(File&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  File& operator=(File&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~File() {
    if (fd_ >= 0)
      os::close(fd_);
  }

  // Opens for reading, close-on-exec. The error carries errno.
  static Result<File> open(const char* path);

  int fd() const { return fd_; }
  Result<FileInfo> info() const;

  // Reads as much as there is of `size` bytes at `offset`.
  Result<std::size_t> read_up_to(void* to, std::size_t size, std::uint64_t offset) const;
  // Reads exactly `size` bytes at `offset`, or fails: a shorter file is an error.
  Status read_exactly(void* to, std::size_t size, std::uint64_t offset) const;

private:
  int fd_ = -1;
};

} // namespace seal::os
