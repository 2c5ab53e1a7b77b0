// The tables of a test library: symbols with a hash table over them, versions defined and needed.
// They are written as the linkers write them and read by the loader's own parsers.
#pragma once

#include "support/image.h"
#include "support/object.h"

namespace seal::test {

struct Symbol {
  const char* name;
  std::uint64_t value = 0x1100;
  unsigned type = STT_FUNC;
  unsigned bind = STB_GLOBAL;
  unsigned visibility = STV_DEFAULT;
  unsigned section = 1; // SHN_UNDEF, SHN_ABS, or any
  unsigned version = 1; // as DT_VERSYM has it, bit 15 included
  std::uint64_t size = 8;
};

enum class Hash { kGnu, kSysv, kNone };

// How a hash table is laid out, for those who damage it.
struct SymbolTables {
  std::vector<const char*> names; // by symbol number
  std::uint64_t symtab = 0, hash = 0, versym = 0;
  std::uint64_t bloom = 0, buckets = 0, chains = 0;
  std::uint32_t bucket_count = 0, first_symbol = 0;

  std::uint32_t number(std::string_view name) const {
    for (std::uint32_t i = 1; i < names.size(); ++i)
      if (names[i] == name)
        return i;
    return 0;
  }
};

// Writes the tables of `symbols` and their dynamic entries. `unhashed` symbols precede them: what a
// library refers to.
SymbolTables put_symbols(TestImage& image, std::vector<Symbol> symbols, Hash hash = Hash::kGnu,
                         std::uint32_t bucket_count = 3, const std::vector<Symbol>& unhashed = {});

struct VersionDefinition {
  const char* name;
  unsigned index;
  unsigned flags = 0;
};
// DT_VERDEF; gives the address of the first record. Each Verdef is followed by its one Verdaux.
std::uint64_t put_verdef(TestImage& image, const std::vector<VersionDefinition>& versions);
inline constexpr std::uint64_t kVerdefStride = sizeof(Elf64_Verdef) + sizeof(Elf64_Verdaux);

struct VersionNeed {
  const char* name;
  unsigned index; // with bit 15: hidden
  unsigned flags = 0;
};
struct FileNeed {
  const char* file;
  std::vector<VersionNeed> versions;
};
// DT_VERNEED; gives the address of the first record. Each Verneed is followed by its Vernauxs.
std::uint64_t put_verneed(TestImage& image, const std::vector<FileNeed>& files);

// A library that defines symbols, loaded and parsed.
class Library {
public:
  explicit Library(const char* name, std::vector<Symbol> symbols = {},
                   std::vector<VersionDefinition> versions = {}, Hash hash = Hash::kGnu);
  ~Library() { arena_.release({}); }

  object::Object& object() { return object_; }
  TestImage& image() { return image_; }
  const SymbolTables& tables() const { return tables_; }
  // The address in memory of a virtual address.
  std::uintptr_t address(std::uint64_t vaddr) const { return image_.address(vaddr); }

private:
  TestImage image_;
  os::Arena arena_;
  SymbolTables tables_;
  TestObject object_;
};

} // namespace seal::test
