// A file's bytes in memory, to be read or changed and grown without touching the file.
#pragma once

#include <llvm/ADT/ArrayRef.h>
#include <llvm/Support/Error.h>

#include <cstddef>
#include <cstdint>

namespace seal::elfseal {

inline constexpr std::uint64_t kPageSize = 4096;

/// A range of a file, in bytes from its start.
struct FileRange {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;

  std::uint64_t end() const { return offset + size; }
  bool contains(FileRange other) const { return offset <= other.offset && other.end() <= end(); }
  bool overlaps(FileRange other) const { return offset < other.end() && other.offset < end(); }
  bool operator==(FileRange other) const { return offset == other.offset && size == other.size; }
};

/// Owns a private mapping of a file: only the pages that are changed cost memory, so a large file
/// is no large allocation.
class Buffer {
public:
  /// Maps the open file `fd` of `size` bytes. The descriptor may be closed afterwards.
  static llvm::Expected<Buffer> map(int fd, std::uint64_t size);

  /// A copy in memory of its own.
  llvm::Expected<Buffer> copy() const;

  Buffer(Buffer&& other) noexcept;
  Buffer& operator=(Buffer&& other) noexcept;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer();

  llvm::ArrayRef<std::uint8_t> bytes() const { return {data_, size_}; }
  llvm::MutableArrayRef<std::uint8_t> bytes() { return {data_, size_}; }
  std::uint64_t size() const { return size_; }

  /// New bytes are zero. False where the room that map() reserved does not suffice.
  [[nodiscard]] bool resize(std::uint64_t size);

private:
  static llvm::Expected<Buffer> reserve(std::uint64_t size);
  Buffer(std::uint8_t* data, std::uint64_t size, std::uint64_t capacity)
      : data_(data), size_(size), capacity_(capacity) {}

  std::uint8_t* data_ = nullptr;
  std::uint64_t size_ = 0;
  std::uint64_t capacity_ = 0;
};

} // namespace seal::elfseal
