// Writing symbol, hash and version tables.
#include "support/library.h"
#include <algorithm>
#include <stdexcept>

namespace seal::test {
namespace {

Elf64_Sym entry(TestImage& image, const Symbol& symbol) {
  return {.st_name = static_cast<Elf64_Word>(image.string(symbol.name)),
          .st_info = static_cast<unsigned char>(ELF64_ST_INFO(symbol.bind, symbol.type)),
          .st_other = static_cast<unsigned char>(symbol.visibility),
          .st_shndx = static_cast<Elf64_Section>(symbol.section),
          .st_value = symbol.value,
          .st_size = symbol.size};
}

constexpr std::uint32_t kBloomShift = 6;

void put_gnu_hash(TestImage& image, SymbolTables& tables) {
  std::vector<std::uint64_t> bloom(2);
  std::vector<std::uint32_t> buckets(tables.bucket_count), chains;
  for (std::uint32_t i = tables.first_symbol; i < tables.names.size(); ++i) {
    std::uint32_t hash = elf::gnu_hash(tables.names[i]);
    bloom[hash / 64 % 2] |= std::uint64_t{1} << hash % 64 | std::uint64_t{1}
                                                                << (hash >> kBloomShift) % 64;
    std::uint32_t& bucket = buckets[hash % tables.bucket_count];
    if (!bucket)
      bucket = i;
    bool last =
        i + 1 == tables.names.size() ||
        elf::gnu_hash(tables.names[i + 1]) % tables.bucket_count != hash % tables.bucket_count;
    chains.push_back((hash & ~1u) | (last ? 1 : 0));
  }
  tables.hash = image.put<std::uint32_t>(
      {tables.bucket_count, tables.first_symbol, std::uint32_t(bloom.size()), kBloomShift}, 8);
  tables.bloom = image.put(bloom);
  tables.buckets = image.put(buckets);
  tables.chains = image.put(chains);
  image.set(DT_GNU_HASH, tables.hash);
}

void put_sysv_hash(TestImage& image, SymbolTables& tables) {
  std::vector<std::uint32_t> buckets(tables.bucket_count), chains(tables.names.size());
  for (std::uint32_t i = 1; i < tables.names.size(); ++i) {
    std::uint32_t& bucket = buckets[elf::sysv_hash(tables.names[i]) % tables.bucket_count];
    chains[i] = std::exchange(bucket, i);
  }
  tables.hash = image.put<std::uint32_t>({tables.bucket_count, std::uint32_t(chains.size())});
  tables.buckets = image.put(buckets);
  tables.chains = image.put(chains);
  image.set(DT_HASH, tables.hash);
}

} // namespace

SymbolTables put_symbols(TestImage& image, std::vector<Symbol> symbols, Hash hash,
                         std::uint32_t bucket_count, const std::vector<Symbol>& unhashed) {
  if (hash == Hash::kGnu) // its chains are runs of the symbol table
    std::stable_sort(symbols.begin(), symbols.end(), [&](const Symbol& a, const Symbol& b) {
      return elf::gnu_hash(a.name) % bucket_count < elf::gnu_hash(b.name) % bucket_count;
    });
  SymbolTables tables;
  tables.bucket_count = bucket_count;
  tables.first_symbol = std::uint32_t(1 + unhashed.size());
  std::vector<Elf64_Sym> entries(1);
  std::vector<Elf64_Half> versions = {0};
  tables.names.push_back("");
  auto put_all = [&](const std::vector<Symbol>& list) {
    for (const Symbol& symbol : list) {
      tables.names.push_back(symbol.name);
      entries.push_back(entry(image, symbol));
      versions.push_back(static_cast<Elf64_Half>(symbol.version));
    }
  };
  put_all(unhashed);
  put_all(symbols);
  if (std::any_of(versions.begin(), versions.end(), [](unsigned version) { return version > 1; }))
    image.set(DT_VERSYM, tables.versym = image.put(versions));
  if (hash == Hash::kGnu)
    put_gnu_hash(image, tables);
  else if (hash == Hash::kSysv)
    put_sysv_hash(image, tables);
  // Last: the format gives the table no size, what bounds it is the segment's end.
  image.set(DT_SYMTAB, tables.symtab = image.put_last(entries));
  return tables;
}

std::uint64_t put_verdef(TestImage& image, const std::vector<VersionDefinition>& versions) {
  std::uint64_t first = image.put(std::vector<char>(versions.size() * kVerdefStride), 8);
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const VersionDefinition& version = versions[i];
    std::uint64_t at = first + i * kVerdefStride;
    image.at<Elf64_Verdef>(at) = {
        .vd_version = VER_DEF_CURRENT,
        .vd_flags = static_cast<Elf64_Half>(version.flags),
        .vd_ndx = static_cast<Elf64_Half>(version.index),
        .vd_cnt = 1,
        .vd_hash = elf::sysv_hash(version.name),
        .vd_aux = sizeof(Elf64_Verdef),
        .vd_next = i + 1 < versions.size() ? static_cast<Elf64_Word>(kVerdefStride) : 0};
    image.at<Elf64_Verdaux>(at + sizeof(Elf64_Verdef)) = {
        .vda_name = static_cast<Elf64_Word>(image.string(version.name)), .vda_next = 0};
  }
  image.set(DT_VERDEF, first);
  image.set(DT_VERDEFNUM, versions.size());
  return first;
}

std::uint64_t put_verneed(TestImage& image, const std::vector<FileNeed>& files) {
  std::vector<char> bytes;
  auto append = [&](const auto& record) {
    auto* from = reinterpret_cast<const char*>(&record);
    bytes.insert(bytes.end(), from, from + sizeof record);
  };
  for (const FileNeed& file : files) {
    std::size_t size = sizeof(Elf64_Verneed) + file.versions.size() * sizeof(Elf64_Vernaux);
    append(Elf64_Verneed{.vn_version = VER_NEED_CURRENT,
                         .vn_cnt = static_cast<Elf64_Half>(file.versions.size()),
                         .vn_file = static_cast<Elf64_Word>(image.string(file.file)),
                         .vn_aux = sizeof(Elf64_Verneed),
                         .vn_next = &file != &files.back() ? static_cast<Elf64_Word>(size) : 0});
    for (const VersionNeed& version : file.versions)
      append(Elf64_Vernaux{.vna_hash = elf::sysv_hash(version.name),
                           .vna_flags = static_cast<Elf64_Half>(version.flags),
                           .vna_other = static_cast<Elf64_Half>(version.index),
                           .vna_name = static_cast<Elf64_Word>(image.string(version.name)),
                           .vna_next = &version != &file.versions.back()
                                           ? static_cast<Elf64_Word>(sizeof(Elf64_Vernaux))
                                           : 0});
  }
  std::uint64_t first = image.put(bytes, 8);
  image.set(DT_VERNEED, first);
  image.set(DT_VERNEEDNUM, files.size());
  return first;
}

Library::Library(const char* name, std::vector<Symbol> symbols,
                 std::vector<VersionDefinition> versions, Hash hash) {
  object_.name = object_.path = name;
  if (!symbols.empty())
    tables_ = put_symbols(image_, std::move(symbols), hash);
  if (!versions.empty())
    put_verdef(image_, versions);
  object_.image = image_.image();
  object_.arena = &arena_;
  if (Status status = object::parse(object_); !status)
    throw std::runtime_error(status.error().what.c_str());
}

} // namespace seal::test
