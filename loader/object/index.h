// A hash table of what has a key: names, files. It grows and never shrinks; what is in it goes all
// at once.
#pragma once

#include "os/arena.h"
#include "os/file.h"

namespace seal::object {

// FNV-1a.
inline std::size_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}
inline std::size_t hash_of(const os::FileIdentity& identity) {
  return (identity.inode * 0x9e3779b97f4a7c15) ^ (identity.device << 1);
}

template <class Key, class T>
class Index {
public:
  // Of equal keys the one that came first is found first. Keys that are texts stay where they are.
  Status add(os::Arena& arena, const Key& key, T* value) {
    if (2 * (used_ + 1) > capacity_)
      TRY(grow(arena));
    place({key, value});
    ++used_;
    return {};
  }

  // The first value of the key that is `wanted`, or null.
  template <class Wanted>
  T* find(const Key& key, Wanted wanted) const {
    if (capacity_ == 0)
      return nullptr;
    for (std::size_t i = hash_of(key);; ++i) {
      const Slot& slot = slots_[i & (capacity_ - 1)];
      if (!slot.value)
        return nullptr;
      if (slot.key == key && wanted(*slot.value))
        return slot.value;
    }
  }
  T* find(const Key& key) const {
    return find(key, [](const T&) { return true; });
  }

  // Whoever came behind it moves up, so that nothing is left of it (backward shift).
  void remove(const Key& key, const T* value) {
    if (capacity_ == 0)
      return;
    const std::size_t mask = capacity_ - 1;
    std::size_t hole = hash_of(key) & mask;
    while (slots_[hole].value && !(slots_[hole].value == value && slots_[hole].key == key))
      hole = (hole + 1) & mask;
    if (!slots_[hole].value)
      return;
    for (std::size_t i = (hole + 1) & mask; slots_[i].value; i = (i + 1) & mask) {
      const std::size_t home = hash_of(slots_[i].key) & mask;
      if (((i - home) & mask) < ((i - hole) & mask)) // it must not stand before its home
        continue;
      slots_[hole] = slots_[i];
      hole = i;
    }
    slots_[hole] = {};
    --used_;
  }

  void clear() {
    for (std::size_t i = 0; i < capacity_; ++i)
      slots_[i] = {};
    used_ = 0;
  }

private:
  struct Slot {
    Key key = {};
    T* value = nullptr; // null: free
  };

  void place(const Slot& added) {
    std::size_t i = hash_of(added.key);
    while (slots_[i & (capacity_ - 1)].value)
      ++i;
    slots_[i & (capacity_ - 1)] = added;
  }

  Status grow(os::Arena& arena) {
    const std::size_t old_capacity = capacity_;
    const Slot* old = slots_;
    const std::size_t capacity = capacity_ ? 2 * capacity_ : 32;
    slots_ = TRY(arena.array<Slot>(capacity));
    capacity_ = capacity;
    // From a free slot on, so that equal keys keep their order where a run wraps around.
    std::size_t start = 0;
    while (start < old_capacity && old[start].value)
      ++start;
    for (std::size_t i = 0; i < old_capacity; ++i)
      if (const Slot& slot = old[(start + i) & (old_capacity - 1)]; slot.value)
        place(slot);
    return {};
  }

  Slot* slots_ = nullptr;
  std::size_t capacity_ = 0, used_ = 0; // capacity: a power of two
};

} // namespace seal::object
