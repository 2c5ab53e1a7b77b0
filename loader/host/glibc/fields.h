// Access to glibc's private structures by the offsets of a layout record.
#pragma once

#include "host/glibc/layout.h"
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace seal::glibc {

// A structure of glibc's in memory. Fields that this release does not have are passed over by
// set().
class Fields {
public:
  explicit Fields(void* base) : base_(static_cast<char*>(base)) {}
  explicit Fields(std::uintptr_t base) : base_(reinterpret_cast<char*>(base)) {}

  template <class T>
  void set(Offset offset, T value) const {
    if (offset != kAbsent)
      std::memcpy(base_ + offset, &value, sizeof value);
  }
  template <class T>
  T get(Offset offset) const {
    T value;
    std::memcpy(&value, base_ + offset, sizeof value);
    return value;
  }
  void set(Bits bits, unsigned value) const {
    if (bits.byte == kAbsent)
      return;
    auto& byte = reinterpret_cast<unsigned char&>(base_[bits.byte]);
    unsigned mask = ((1u << bits.width) - 1) << bits.shift;
    byte = static_cast<unsigned char>((byte & ~mask) | ((value << bits.shift) & mask));
  }
  std::uintptr_t address(Offset offset) const {
    return reinterpret_cast<std::uintptr_t>(base_ + offset);
  }

private:
  char* base_;
};

} // namespace seal::glibc
