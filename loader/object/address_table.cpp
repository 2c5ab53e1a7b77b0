// A sequence lock over two arrays: the one that is written is not the one that readers begin with.
#include "object/address_table.h"
#include <algorithm>

namespace seal::object {
namespace {

AddressTable::Entry entry_of(const Object& object) {
  const Elf64_Phdr* eh_frame = object.image.find(PT_GNU_EH_FRAME);
  return {object.map_start, object.map_end, object.host,
          eh_frame ? object.image.bias + eh_frame->p_vaddr : 0};
}

} // namespace

Status AddressTable::reserve(std::size_t count, os::Arena& arena) {
  if (count <= capacity_)
    return {};
  const std::size_t capacity = 2 * count, size = sizeof(Array) + capacity * sizeof(Entry);
  Array* grown[2];
  for (Array*& array : grown)
    array = static_cast<Array*>(TRY(arena.allocate(size, alignof(Array))));
  for (unsigned i = 0; i < 2; ++i) {
    if (const Array* old = arrays_[i])
      std::memcpy(grown[i], old, sizeof(Array) + old->size * sizeof(Entry));
    __atomic_store_n(&arrays_[i], grown[i], __ATOMIC_RELEASE);
  }
  capacity_ = capacity;
  return {};
}

void AddressTable::publish(const Objects& objects) {
  const std::uint64_t next = version_ + 1;
  Array* const array = arrays_[next & 1];
  Entry* const entries = array->entries();
  std::size_t size = 0;
  objects.for_each([&](const Object& object) {
    if (object.host)
      entries[size++] = entry_of(object);
  });
  std::sort(entries, entries + size,
            [](const Entry& a, const Entry& b) { return a.start < b.start; });
  array->size = size;
  __atomic_store_n(&version_, next, __ATOMIC_RELEASE);
}

AddressTable::Entry AddressTable::find(std::uintptr_t address) const {
  for (;;) {
    const std::uint64_t version = __atomic_load_n(&version_, __ATOMIC_ACQUIRE);
    const Array* array = __atomic_load_n(&arrays_[version & 1], __ATOMIC_ACQUIRE);
    Entry found;
    if (array) {
      std::size_t below = 0, above = __atomic_load_n(&array->size, __ATOMIC_RELAXED);
      while (below < above) {
        std::size_t middle = below + (above - below) / 2;
        if (array->entries()[middle].start <= address)
          below = middle + 1;
        else
          above = middle;
      }
      if (below > 0 && address < array->entries()[below - 1].end)
        found = array->entries()[below - 1];
    }
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    if (__atomic_load_n(&version_, __ATOMIC_RELAXED) == version)
      return found;
  }
}

} // namespace seal::object
