// The arena's chunks: pages, headed by a link to the chunk before.
#include "os/arena.h"
#include "os/output.h"
#include "os/system.h"
#include <cstring>

namespace seal::os {

// With room for `payload` bytes at that alignment.
Result<Arena::Chunk*> Arena::map_chunk(std::size_t payload, std::size_t align) {
  const std::size_t unit = pool_ ? Pool::kUnit : kPageSize;
  std::size_t needed;
  if (__builtin_add_overflow(payload, sizeof(Chunk) + align + unit - 1, &needed))
    return out_of_memory();
  if (needed < chunk_size_ + unit - 1)
    needed = chunk_size_ + unit - 1;
  const std::size_t size = needed & ~(unit - 1);
  const std::uintptr_t start = pool_ ? TRY(pool_->take(size)).start : TRY(map_pages(size));
  if (!pool_ && chunk_size_ < kLarge)
    chunk_size_ *= 2;
  return new (reinterpret_cast<void*>(start)) Chunk{chunk_, size, sizeof(Chunk)};
}

void Arena::unmap_chunk(Chunk* chunk) const {
  const auto at = reinterpret_cast<std::uintptr_t>(chunk);
  if (pool_)
    pool_->give_back({at, chunk->size});
  else
    unmap(at, chunk->size);
}

Result<Arena*> Arena::make(std::size_t chunk_size, Pool* pool) {
  Arena first(chunk_size, pool);
  auto* arena = TRY(first.create<Arena>(chunk_size, pool));
  arena->chunk_ = first.chunk_;
  return arena;
}

void Arena::destroy() {
  Arena last(chunk_size_, pool_);
  last.chunk_ = chunk_;
  last.release({});
}

Result<void*> Arena::allocate(std::size_t size, std::size_t align) {
  for (;;) {
    if (chunk_) {
      std::uintptr_t base = reinterpret_cast<std::uintptr_t>(chunk_);
      std::uintptr_t start = (base + chunk_->used + align - 1) & ~(align - 1);
      if (start - base <= chunk_->size && size <= chunk_->size - (start - base)) {
        chunk_->used = start - base + size;
        return reinterpret_cast<void*>(start);
      }
    }
    chunk_ = TRY(map_chunk(size, align));
  }
}

Result<void*> Arena::allocate_array(std::size_t count, std::size_t size, std::size_t align) {
  std::size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes))
    return out_of_memory();
  return allocate(bytes, align);
}

Result<const char*> Arena::copy(std::string_view text) { return concat(text, {}); }

Result<const char*> Arena::concat(std::string_view a, std::string_view b, std::string_view c) {
  char* to = TRY(array<char>(a.size() + b.size() + c.size() + 1));
  std::memcpy(to, a.data(), a.size());
  std::memcpy(to + a.size(), b.data(), b.size());
  std::memcpy(to + a.size() + b.size(), c.data(), c.size());
  return to;
}

Result<const char*> Arena::number(std::uint64_t value, unsigned base) {
  Writer text(-1);
  base == 16 ? text.text("0x").hex(value) : text.dec(value);
  return copy(text.buffered());
}

Arena::Mark Arena::mark() const { return {chunk_, chunk_ ? chunk_->used : 0}; }

void Arena::release(Mark mark) {
  while (chunk_ != mark.chunk) {
    Chunk* previous = chunk_->previous;
    unmap_chunk(chunk_);
    chunk_ = previous;
  }
  if (!chunk_)
    return;
  auto* base = reinterpret_cast<char*>(chunk_);
  std::memset(base + mark.used, 0, chunk_->used - mark.used); // allocate() promises zeroes
  chunk_->used = mark.used;
}

void Arena::rewind() {
  Chunk* first = chunk_;
  while (first && first->previous)
    first = first->previous;
  release({first, sizeof(Chunk)});
}

} // namespace seal::os
