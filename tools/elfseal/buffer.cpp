// Private mappings with room to grow.
#include "buffer.h"

#include "error.h"

#include <llvm/Support/MathExtras.h>

#include <sys/mman.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace seal::elfseal {
namespace {

// What a change may add: at most every piece of the file once more, and a program header table of
// 65,535 entries. Reserved address space only.
constexpr std::uint64_t kGrowth = std::uint64_t{16} << 20;
// A sparse file can claim any size, and reading it all takes time.
constexpr std::uint64_t kLargest = std::uint64_t{8} << 30;

} // namespace

llvm::Expected<Buffer> Buffer::reserve(std::uint64_t size) {
  if (size > kLargest)
    return fail("{0} bytes, more than elfseal works on; strip it first", size);
  const std::uint64_t capacity = 2 * llvm::alignTo(size, kPageSize) + kGrowth;
  void* const room = mmap(nullptr, capacity, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (room == MAP_FAILED)
    return fail("cannot reserve memory: {0}; raise the limit on address space",
                std::strerror(errno));
  return Buffer(static_cast<std::uint8_t*>(room), size, capacity);
}

llvm::Expected<Buffer> Buffer::map(int fd, std::uint64_t size) {
  llvm::Expected<Buffer> buffer = reserve(size);
  if (buffer && size != 0 &&
      mmap(buffer->data_, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, fd, 0) ==
          MAP_FAILED)
    return fail("cannot be mapped: {0}; copy it to another file system", std::strerror(errno));
  return buffer;
}

llvm::Expected<Buffer> Buffer::copy() const {
  llvm::Expected<Buffer> buffer = reserve(size_);
  if (buffer && size_ != 0)
    std::memcpy(buffer->data_, data_, size_);
  return buffer;
}

Buffer::Buffer(Buffer&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)) {}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(capacity_, other.capacity_);
  return *this;
}

Buffer::~Buffer() {
  if (data_)
    munmap(data_, capacity_);
}

bool Buffer::resize(std::uint64_t size) {
  if (size > capacity_)
    return false;
  if (size < size_)
    std::memset(data_ + size, 0, size_ - size); // what comes back by growing again is zero
  size_ = size;
  return true;
}

} // namespace seal::elfseal
