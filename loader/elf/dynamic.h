// The dynamic section, checked and typed: every pointer in it lies inside the image, every table is
// whole.
#pragma once

#include "elf/image.h"
#include "os/error.h"
#include <elf.h>

// Newer than glibc 2.36's <elf.h> headers on some systems.
#ifndef DT_RELR
#define DT_RELRSZ 35
#define DT_RELR 36
#define DT_RELRENT 37
#endif
#ifndef DF_1_NODELETE
#define DF_1_NODELETE 0x8
#endif

namespace seal::elf {

// A string table that ends in NUL, so that every offset below its size is a C string.
struct Strings {
  const char* data = "";
  std::uint64_t size = 1;
  const char* at(std::uint64_t offset) const { return offset < size ? data + offset : ""; }
  bool has(std::uint64_t offset) const { return offset < size; }
};

// Why an object names another one.
enum class Need : std::int64_t {
  kNeeded = DT_NEEDED,
  kFilter = DT_FILTER,       // its filtee: its definitions come before the object's own
  kAuxiliary = DT_AUXILIARY, // the same, if it can be had
};

inline bool is_need(const Elf64_Dyn& entry) {
  return entry.d_tag == DT_NEEDED || entry.d_tag == DT_FILTER || entry.d_tag == DT_AUXILIARY;
}

struct Dynamic {
  std::span<Elf64_Dyn> entries; // up to, without, DT_NULL
  Strings strings;
  const char* soname = nullptr;
  const char* rpath = nullptr; // null when DT_RUNPATH is there: it takes precedence
  const char* runpath = nullptr;
  std::span<const Elf64_Rela> rela;
  std::span<const Elf64_Rela> jump_slots; // DT_JMPREL, not counting what overlaps `rela`
  std::span<const Elf64_Relr> relr;
  std::uint64_t init = 0, fini = 0; // virtual addresses, 0 if none
  std::span<std::uintptr_t> preinit_array, init_array, fini_array;
  std::uint64_t symtab = 0, hash = 0, gnu_hash = 0; // virtual addresses, 0 if none
  std::uint64_t pltgot = 0;                         // virtual address, not checked; 0 if none
  std::uint64_t versym = 0, verdef = 0, verneed = 0;
  std::uint64_t verdef_count = 0, verneed_count = 0;
  std::uint64_t flags_1 = 0;
  bool symbolic = false, text_relocations = false, bind_now = false, static_tls = false;

  // The names of DT_NEEDED, in order.
  template <class Visit>
  void for_each_needed(Visit visit) const {
    for_each_need([&](Need need, const char* name) {
      if (need == Need::kNeeded)
        visit(name);
    });
  }
  // Calls visit(Need, name) for each name of another object, in order.
  template <class Visit>
  void for_each_need(Visit visit) const {
    for (const Elf64_Dyn& entry : entries)
      if (is_need(entry))
        visit(Need{entry.d_tag}, strings.at(entry.d_un.d_val));
  }
};

// The entries up to, without, DT_NULL, of an image whose segments say that they may be written to;
// else none. No pointer in them is looked at: another loader may have changed it.
std::span<Elf64_Dyn> writable_dynamic(const Image& image);

// DT_RELR (gABI, "Relative Relocation Table"): an entry is an address, or a bitmap of the 63 words
// behind `where`. Calls visit(address) for each place; gives the next entry's `where`.
template <class Visit>
std::uint64_t visit_relr_entry(Elf64_Relr entry, std::uint64_t where, Visit visit) {
  if (!(entry & 1)) {
    visit(entry);
    return entry + 8;
  }
  std::uint64_t at = where;
  for (std::uint64_t bits = entry >> 1; bits; bits >>= 1, at += 8)
    if (bits & 1)
      visit(at);
  return where + 63 * 8;
}

// gABI "Dynamic Section". An image without PT_DYNAMIC gives an empty one.
Result<Dynamic> parse_dynamic(const Image& image);

} // namespace seal::elf
