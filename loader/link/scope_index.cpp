// Building and asking the index; pure.
#include "link/scope_index.h"
#include "os/debug.h"

namespace seal::link {
namespace {

// Below this a walk over the Bloom filters is faster than building the index.
constexpr std::size_t kWorthwhile = 16;

} // namespace

Status ScopeIndex::build(const Scope& scope, os::Arena& arena) {
  // LD_DEBUG=symbols is to name each object that is looked into.
  if (scope.size() < kWorthwhile || os::debugging(os::kSymbols))
    return {};
  scope_ = &scope;
  objects_ = scope.size();
  words_ = (objects_ + 63) / 64;
  rows_ = TRY(arena.array<std::uint64_t>(kRows * words_));
  for (std::size_t i = 0; i < objects_; ++i) {
    const elf::Symbols& symbols = scope[i]->symbols;
    const std::size_t word = i / 64;
    const std::uint64_t bit = std::uint64_t{1} << (i % 64);
    if (symbols.sysv.bucket_count) { // has no stored hashes: every row leads to it
      for (std::size_t r = 0; r < kRows; ++r)
        rows_[r * words_ + word] |= bit;
      continue;
    }
    const elf::GnuHash& gnu = symbols.gnu;
    const std::uint32_t count = gnu.bucket_count ? symbols.count() : 0;
    for (std::uint32_t s = gnu.first_symbol; s < count; ++s)
      row(gnu.chains[s - gnu.first_symbol])[word] |= bit;
  }
  return {};
}

Definition ScopeIndex::find(const Reference& reference) const {
  for (std::size_t w = 0; w < words_; ++w)
    for (std::uint64_t left = row(reference.hash)[w]; left; left &= left - 1) {
      object::Object* object = (*scope_)[w * 64 + static_cast<unsigned>(__builtin_ctzll(left))];
      if (const Elf64_Sym* symbol = find_in(*object, reference))
        return {object, symbol};
    }
  return link::find(*scope_, reference, objects_);
}

} // namespace seal::link
