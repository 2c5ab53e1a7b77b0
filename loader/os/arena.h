// The loader's memory: a bump allocator over anonymous pages. Nothing is freed one by one; a mark
// allows all that came after it to be given back at once (a failed dlopen). Without memory it gives
// an error.
#pragma once

#include "os/pages.h"
#include <cstddef>
#include <cstdint>
#include <new>
#include <string_view>
#include <type_traits>

namespace seal::os {

class Arena {
public:
  // Grows by `chunk_size` bytes at a time, pieces of the pool, or else by mappings, each twice as
  // large as the one before.
  explicit Arena(std::size_t chunk_size = kLarge, Pool* pool = nullptr)
      : chunk_size_(chunk_size), pool_(pool) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // An arena that lies in its own memory, which destroy() gives back with it.
  static Result<Arena*> make(std::size_t chunk_size, Pool* pool = nullptr);
  void destroy();

  // Zeroed memory.
  Result<void*> allocate(std::size_t size, std::size_t align);

  template <class T, class... Args>
  Result<T*> create(Args&&... args) {
    void* memory = TRY(allocate(sizeof(T), alignof(T)));
    return new (memory) T{static_cast<Args&&>(args)...};
  }
  template <class T>
  Result<T*> array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    return static_cast<T*>(TRY(allocate_array(count, sizeof(T), alignof(T))));
  }
  Result<const char*> copy(std::string_view text);
  Result<const char*> concat(std::string_view a, std::string_view b, std::string_view c = {});

  // The number in decimal, or with base 16 in hexadecimal behind 0x.
  Result<const char*> number(std::uint64_t value, unsigned base = 10);

  // The head of each stretch of pages.
  struct Chunk {
    Chunk* previous;
    std::size_t size; // of the mapping, bytes
    std::size_t used; // bytes from the chunk's start
  };
  struct Mark {
    Chunk* chunk = nullptr;
    std::size_t used = 0;
  };
  Mark mark() const;
  // Gives back everything allocated since `mark`, mappings included.
  void release(Mark mark);
  // Gives back everything, but for the first mapping, which is soon used again.
  void rewind();

  // Calls visit(start, end) for each stretch of pages that it has.
  template <class Visit>
  void for_each_chunk(Visit visit) const {
    for (const Chunk* chunk = chunk_; chunk; chunk = chunk->previous) {
      const auto start = reinterpret_cast<std::uintptr_t>(chunk);
      visit(start, start + chunk->size);
    }
  }

  Pool* pool() const { return pool_; }

  // The least of them has room for what changes at any time of one library.
  static constexpr std::size_t kTiny = 3 * Pool::kUnit, kSmall = 16 * 1024, kLarge = 512 * 1024;

private:
  Result<void*> allocate_array(std::size_t count, std::size_t size, std::size_t align);
  Result<Chunk*> map_chunk(std::size_t payload, std::size_t align);
  void unmap_chunk(Chunk* chunk) const;

  std::size_t chunk_size_;
  Pool* pool_;
  Chunk* chunk_ = nullptr;
};

// An arena for the time of a scope.
class Scratch : public Arena {
public:
  Scratch() : Arena(kSmall) {}
  ~Scratch() { release({}); }
};

// A growing array in an arena. Outgrown storage stays in the arena until it is released.
template <class T>
class Vector {
  static_assert(std::is_trivially_copyable_v<T>);

public:
  Status push(Arena& arena, const T& value) {
    TRY(reserve(arena, 1));
    append(value);
    return {};
  }
  // Makes room for `more` elements.
  Status reserve(Arena& arena, std::size_t more) {
    return more <= capacity_ - size_ ? Status() : grow(arena, more);
  }
  // Where reserve() made room.
  void append(const T& value) { data_[size_++] = value; }
  void truncate(std::size_t size) { size_ = size; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T& operator[](std::size_t i) { return data_[i]; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  bool contains(const T& value) const {
    for (const T& each : *this)
      if (each == value)
        return true;
    return false;
  }

private:
  [[gnu::noinline]] Status grow(Arena& arena, std::size_t more) {
    std::size_t capacity = capacity_ ? capacity_ * 2 : 8;
    if (capacity < size_ + more)
      capacity = size_ + more;
    T* data = TRY(arena.array<T>(capacity));
    for (std::size_t i = 0; i < size_; ++i)
      data[i] = data_[i];
    data_ = data;
    capacity_ = capacity;
    return {};
  }
  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

} // namespace seal::os
