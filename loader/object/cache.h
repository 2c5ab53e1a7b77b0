// /etc/ld.so.cache in its current format ("glibc-ld.so.cache1.1", glibc 2.2 and later), also behind
// the old format's table. An unknown or damaged cache is one without entries.
#pragma once

#include "object/hwcaps.h"
#include "os/arena.h"
#include "os/file.h"
#include <span>

namespace seal::object {

class Cache {
public:
  // Maps the file at first use. In secure mode a cache that others than root can write is not
  // trusted.
  void open(const char* path, bool secure);
  // The path of the best entry for this processor, or null. Valid until close().
  const char* find(const char* soname, Hwcaps& hwcaps);

  // Unmaps the file: between searches it is not needed.
  void close();

  // Pure: gives the cache `bytes`, as open() does after mapping.
  void parse(std::span<const char> bytes);

private:
  struct Entry;
  const char* string(std::uint32_t offset) const;
  int rank(const Entry& entry, Hwcaps& hwcaps) const;

  std::span<const char> mapped_; // what close() unmaps
  std::span<const char> bytes_;  // from the new format's header to the end
  const Entry* entries_ = nullptr;
  std::uint32_t count_ = 0;
  std::span<const std::uint32_t> hwcap_names_; // string offsets
};

} // namespace seal::object
