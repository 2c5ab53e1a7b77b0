// The dynamic symbol table and its two kinds of hash table: finding a name in one object.
#pragma once

#include "elf/dynamic.h"
#include "elf/versions.h"

namespace seal::elf {

// gABI "Hash Table", also the hash of version names.
std::uint32_t sysv_hash(const char* name);
// The GNU hash (djb2, 33 * h + c).
std::uint32_t gnu_hash(const char* name);

struct GnuHash {
  const std::uint64_t* bloom = nullptr;
  std::uint32_t bloom_mask = 0; // number of words - 1
  std::uint32_t bloom_shift = 0;
  const std::uint32_t* buckets = nullptr;
  std::uint32_t bucket_count = 0;
  std::uint32_t first_symbol = 0;
  const std::uint32_t* chains = nullptr; // of `first_symbol` onwards
  std::uint32_t symbol_limit = 0;        // no symbol at or above is in the table
};

struct SysvHash {
  const std::uint32_t* buckets = nullptr;
  std::uint32_t bucket_count = 0;
  const std::uint32_t* chains = nullptr;
  std::uint32_t chain_count = 0;
};

struct Symbols {
  // Bounded by the segment the table lies in: the format gives it no size.
  std::span<const Elf64_Sym> table;
  std::span<const Elf64_Half> versym; // empty when the object has no versions
  Strings strings;
  GnuHash gnu;
  SysvHash sysv;

  const char* name(const Elf64_Sym& symbol) const { return strings.at(symbol.st_name); }
  std::uint32_t index(const Elf64_Sym& symbol) const {
    return static_cast<std::uint32_t>(&symbol - table.data());
  }
  // One past the highest index that a hash table reaches: for walks over all symbols (dladdr).
  std::uint32_t count() const;

  // False for most names that are not there (the Bloom filter of DT_GNU_HASH).
  bool may_have(std::uint32_t hash) const {
    if (!gnu.bucket_count)
      return true;
    std::uint64_t word = gnu.bloom[(hash / 64) & gnu.bloom_mask];
    return (word >> (hash % 64)) & (word >> ((hash >> gnu.bloom_shift) % 64)) & 1;
  }

  // Calls visit(symbol) for each symbol of that name until it returns true; gives that symbol or
  // null.
  template <class Visit>
  const Elf64_Sym* find(const char* name_wanted, std::uint32_t hash, Visit visit) const {
    if (!may_have(hash))
      return nullptr;
    return gnu.bucket_count ? find_gnu(name_wanted, hash, visit) : find_sysv(name_wanted, visit);
  }

private:
  static bool same(const char* a, const char* b) {
    while (*a && *a == *b)
      ++a, ++b;
    return *a == *b;
  }

  template <class Visit>
  const Elf64_Sym* find_gnu(const char* wanted, std::uint32_t hash, Visit visit) const {
    std::uint32_t i = gnu.buckets[hash % gnu.bucket_count];
    if (i < gnu.first_symbol)
      return nullptr;
    for (; i < gnu.symbol_limit; ++i) {
      std::uint32_t chain = gnu.chains[i - gnu.first_symbol];
      if (((chain ^ hash) >> 1) == 0 && same(name(table[i]), wanted) && visit(table[i]))
        return &table[i];
      if (chain & 1)
        return nullptr;
    }
    return nullptr;
  }

  template <class Visit>
  const Elf64_Sym* find_sysv(const char* wanted, Visit visit) const {
    if (!sysv.bucket_count)
      return nullptr;
    std::uint32_t i = sysv.buckets[sysv_hash(wanted) % sysv.bucket_count];
    // A cyclic chain in a damaged file ends after as many steps as there are symbols.
    for (std::uint32_t steps = 0; i && i < sysv.chain_count && steps < sysv.chain_count; ++steps) {
      if (same(name(table[i]), wanted) && visit(table[i]))
        return &table[i];
      i = sysv.chains[i];
    }
    return nullptr;
  }
};

Result<Symbols> parse_symbols(const Image& image, const Dynamic& dynamic);

} // namespace seal::elf
