// The arena's chunks: anonymous mappings, each headed by a link to the one before.
#include "os/arena.h"
#include "os/output.h"
#include "os/system.h"
#include <cstring>
#include <sys/mman.h>

namespace seal::os {

struct Chunk {
  Chunk* previous;
  std::size_t size; // of the mapping, bytes
  std::size_t used; // bytes from the chunk's start
};

namespace {

constexpr std::size_t kChunkSize = 512 * 1024; // address space: pages cost when they are touched

Chunk* map_chunk(Chunk* previous, std::size_t payload) {
  std::size_t size = kChunkSize;
  if (payload > size - sizeof(Chunk) - 64)
    size = (payload + sizeof(Chunk) + 64 + 4095) & ~std::size_t{4095};
  long at = size < payload
                ? -12
                : map(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (failed(at))
    die({.what = "out of memory", .err = int(-at)}, 127);
  return new (reinterpret_cast<void*>(at)) Chunk{previous, size, sizeof(Chunk)};
}

} // namespace

void* Arena::allocate(std::size_t size, std::size_t align) {
  for (;;) {
    if (chunk_) {
      std::uintptr_t base = reinterpret_cast<std::uintptr_t>(chunk_);
      std::uintptr_t start = (base + chunk_->used + align - 1) & ~(align - 1);
      if (start - base <= chunk_->size && size <= chunk_->size - (start - base)) {
        chunk_->used = start - base + size;
        return reinterpret_cast<void*>(start);
      }
    }
    chunk_ = map_chunk(chunk_, size + align);
  }
}

void* Arena::allocate_array(std::size_t count, std::size_t size, std::size_t align) {
  std::size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes))
    die({.what = "out of memory", .err = 12}, 127);
  return allocate(bytes, align);
}

const char* Arena::copy(std::string_view text) { return concat(text, {}); }

const char* Arena::concat(std::string_view a, std::string_view b, std::string_view c) {
  char* to = array<char>(a.size() + b.size() + c.size() + 1);
  std::memcpy(to, a.data(), a.size());
  std::memcpy(to + a.size(), b.data(), b.size());
  std::memcpy(to + a.size() + b.size(), c.data(), c.size());
  return to;
}

const char* Arena::number(std::uint64_t value, unsigned base) {
  Writer text(-1);
  base == 16 ? text.text("0x").hex(value) : text.dec(value);
  return copy(text.buffered());
}

Arena::Mark Arena::mark() const { return {chunk_, chunk_ ? chunk_->used : 0}; }

void Arena::release(Mark mark) {
  while (chunk_ != mark.chunk) {
    Chunk* previous = chunk_->previous;
    unmap(reinterpret_cast<std::uintptr_t>(chunk_), chunk_->size);
    chunk_ = previous;
  }
  if (!chunk_)
    return;
  auto* base = reinterpret_cast<char*>(chunk_);
  std::memset(base + mark.used, 0, chunk_->used - mark.used); // allocate() promises zeroes
  chunk_->used = mark.used;
}

} // namespace seal::os
