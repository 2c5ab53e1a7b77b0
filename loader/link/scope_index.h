// Which objects of a long scope can define a name at all: one row of bits for each group of hash
// values, one bit for each object. It replaces a look into every object's Bloom filter, most of
// which are cache misses, by one into a row. Built from the hash tables' chains alone, without
// reading a name.
#pragma once

#include "link/lookup.h"

namespace seal::link {

class ScopeIndex {
public:
  // Indexes the objects that are in the scope now; the scope may grow behind them, and must not
  // lose them.
  Status build(const Scope& scope, os::Arena& arena);
  bool covers(const Scope& scope) const { return scope_ == &scope; }
  // As find() over the whole scope.
  Definition find(const Reference& reference) const;

private:
  static constexpr std::size_t kRows = 8192;
  std::uint64_t* row(std::uint32_t hash) const {
    return rows_ +
           ((hash >> 1) & (kRows - 1)) * words_; // chains keep all bits of a hash but the lowest
  }
  const Scope* scope_ = nullptr;
  std::uint64_t* rows_ = nullptr;
  std::size_t words_ = 0;   // 64-bit words of a row
  std::size_t objects_ = 0; // of the scope's objects that are indexed
};

} // namespace seal::link
