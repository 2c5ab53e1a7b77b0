// Hash functions and the checks that make lookups in untrusted tables safe; pure.
#include "elf/symbols.h"

namespace seal::elf {

std::uint32_t sysv_hash(const char* name) {
  std::uint32_t h = 0;
  for (; *name; ++name) {
    h = (h << 4) + static_cast<unsigned char>(*name);
    std::uint32_t high = h & 0xf0000000;
    h ^= high >> 24;
    h &= ~high;
  }
  return h;
}

std::uint32_t gnu_hash(const char* name) {
  auto* c = reinterpret_cast<const unsigned char*>(name);
  std::uint32_t h = 5381;
  for (; c[0] && c[1]; c += 2) // two at a time: half as many steps that wait for each other
    h = h * (33 * 33) + (c[0] * 33u + c[1]);
  return c[0] ? h * 33 + c[0] : h;
}

namespace {

Error damaged() { return Error{.what = "a symbol hash table is damaged"}; }

Result<GnuHash> parse_gnu(const Image& image, std::uint64_t at, std::size_t symbols) {
  GnuHash gnu;
  auto head = image.table<const std::uint32_t>(at, 4);
  if (head.empty())
    return damaged();
  if (head[0] == 0) // nothing is found in it
    return gnu;
  std::uint32_t bloom_words = head[2];
  gnu.bucket_count = head[0];
  gnu.first_symbol = head[1];
  gnu.bloom_mask = bloom_words - 1;
  gnu.bloom_shift = head[3] & 31; // of a 32-bit hash
  if (bloom_words == 0 || (bloom_words & gnu.bloom_mask))
    return damaged();
  auto bloom = image.table<const std::uint64_t>(at + 16, bloom_words);
  std::uint64_t buckets_at = at + 16 + std::uint64_t{bloom_words} * 8;
  auto buckets = image.table<const std::uint32_t>(buckets_at, gnu.bucket_count);
  if (bloom.empty() || buckets.empty())
    return damaged();
  auto chains =
      image.table_to_end<const std::uint32_t>(buckets_at + std::uint64_t{gnu.bucket_count} * 4);
  std::uint64_t limit = std::uint64_t{gnu.first_symbol} + chains.size();
  gnu.bloom = bloom.data();
  gnu.buckets = buckets.data();
  gnu.chains = chains.data();
  gnu.symbol_limit = static_cast<std::uint32_t>(limit < symbols ? limit : symbols);
  return gnu;
}

Result<SysvHash> parse_sysv(const Image& image, std::uint64_t at, std::size_t symbols) {
  auto head = image.table<const std::uint32_t>(at, 2);
  if (head.empty())
    return damaged();
  SysvHash sysv;
  if (head[0] == 0)
    return sysv;
  sysv.bucket_count = head[0];
  sysv.chain_count = head[1];
  auto all = image.table<const std::uint32_t>(at + 8, std::uint64_t{head[0]} + head[1]);
  if (all.empty() || sysv.chain_count > symbols)
    return damaged();
  sysv.buckets = all.data();
  sysv.chains = all.data() + sysv.bucket_count;
  return sysv;
}

} // namespace

Result<Symbols> parse_symbols(const Image& image, const Dynamic& dynamic) {
  Symbols symbols;
  symbols.strings = dynamic.strings;
  if (!dynamic.symtab)
    return symbols;
  symbols.table = image.table_to_end<const Elf64_Sym>(dynamic.symtab);
  if (symbols.table.empty())
    return Error{.what = "the symbol table lies outside the loaded segments"};
  if (dynamic.gnu_hash) {
    auto gnu = parse_gnu(image, dynamic.gnu_hash, symbols.table.size());
    if (!gnu)
      return gnu.error();
    symbols.gnu = *gnu;
  } else if (dynamic.hash) {
    auto sysv = parse_sysv(image, dynamic.hash, symbols.table.size());
    if (!sysv)
      return sysv.error();
    symbols.sysv = *sysv;
  }
  if (dynamic.versym) {
    symbols.versym = image.table_to_end<const Elf64_Half>(dynamic.versym);
    if (symbols.versym.empty())
      return Error{.what = "the symbol version table lies outside the loaded segments"};
    // From here on an index below table.size() is good for both.
    if (symbols.versym.size() < symbols.table.size())
      symbols.table = symbols.table.first(symbols.versym.size());
    if (symbols.gnu.symbol_limit > symbols.table.size())
      symbols.gnu.symbol_limit = static_cast<std::uint32_t>(symbols.table.size());
    if (symbols.sysv.chain_count > symbols.table.size())
      return damaged();
  }
  return symbols;
}

std::uint32_t Symbols::count() const {
  if (sysv.bucket_count)
    return sysv.chain_count;
  std::uint32_t highest = 0;
  for (std::uint32_t i = 0; i < gnu.bucket_count; ++i)
    if (gnu.buckets[i] > highest)
      highest = gnu.buckets[i];
  if (highest < gnu.first_symbol || gnu.bucket_count == 0)
    return 0;
  while (highest < gnu.symbol_limit && !(gnu.chains[highest - gnu.first_symbol] & 1))
    ++highest;
  return highest < gnu.symbol_limit ? highest + 1 : gnu.symbol_limit;
}

} // namespace seal::elf
