// Which object an address lies in, for who cannot wait for a lock: the unwinder asks from any
// thread, from signal handlers, and while another thread opens or unloads libraries. Readers find a
// sorted array of copied values and read it again if it was changed meanwhile; they never touch an
// Object.
#pragma once

#include "object/load.h"

namespace seal::object {

class AddressTable {
public:
  struct Entry {
    std::uintptr_t start = 0, end = 0; // of the whole image
    void* host = nullptr;              // Object::host
    std::uintptr_t eh_frame = 0;       // address of PT_GNU_EH_FRAME, 0 if none
  };

  // Makes room for that many objects: before publish(), which cannot fail.
  Status reserve(std::size_t count, os::Arena& arena);
  // Makes what is in the list known. Not by two threads at a time. What is to be unmapped has to be
  // off the list before.
  void publish(const Objects& objects);

  // The entry for an address; `start` is 0 if there is none. At any time, by anybody.
  Entry find(std::uintptr_t address) const;

private:
  // The length stands with the entries: whoever has an array that is being written again still
  // reads inside it.
  struct Array {
    std::size_t size;
    Entry* entries() { return reinterpret_cast<Entry*>(this + 1); }
    const Entry* entries() const { return reinterpret_cast<const Entry*>(this + 1); }
  };
  Array* arrays_[2] = {};    // the one with the version's lowest bit is valid
  std::size_t capacity_ = 0; // entries of each; outgrown arrays stay, for who may be reading them
  std::uint64_t version_ = 0;
};

} // namespace seal::object
