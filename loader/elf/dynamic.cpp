// One pass collects the entries, a second checks what they point at; pure.
#include "elf/dynamic.h"
#include <algorithm>

namespace seal::elf {
namespace {

// The values of the tags that this loader knows, by tag, 0 where absent.
struct Values {
  std::uint64_t strtab = 0, strsz = 0, soname = 0, rpath = 0, runpath = 0;
  std::uint64_t rela = 0, relasz = 0, relaent = sizeof(Elf64_Rela);
  std::uint64_t jmprel = 0, pltrelsz = 0, pltrel = DT_RELA;
  std::uint64_t relr = 0, relrsz = 0, relrent = sizeof(Elf64_Relr);
  std::uint64_t preinit_array = 0, preinit_arraysz = 0, init_array = 0, init_arraysz = 0;
  std::uint64_t fini_array = 0, fini_arraysz = 0, flags = 0;
  const char* unread_encoding = nullptr; // of relocations
  bool has_soname = false, has_rpath = false, has_runpath = false;
};

// Relocations in an encoding that this loader does not read: the object would run unrelocated.
const char* unread_encoding(const Elf64_Dyn& entry) {
  constexpr struct {
    std::int64_t tag;
    const char* name;
  } kEncodings[] = {{DT_REL, "DT_REL"},
                    {0x40000026, "DT_CREL"},
                    {0x6000000f, "DT_ANDROID_REL"},
                    {0x60000011, "DT_ANDROID_RELA"},
                    {0x6fffe000, "DT_ANDROID_RELR"}};
  for (const auto& each : kEncodings)
    if (entry.d_tag == each.tag && entry.d_un.d_ptr != 0)
      return each.name;
  return nullptr;
}

void collect(Dynamic& dynamic, Values& v) {
  for (const Elf64_Dyn& entry : dynamic.entries) {
    std::uint64_t value = entry.d_un.d_val;
    if (const char* name = unread_encoding(entry))
      v.unread_encoding = name;
    switch (entry.d_tag) {
    case DT_STRTAB:
      v.strtab = value;
      break;
    case DT_STRSZ:
      v.strsz = value;
      break;
    case DT_SYMTAB:
      dynamic.symtab = value;
      break;
    case DT_HASH:
      dynamic.hash = value;
      break;
    case DT_GNU_HASH:
      dynamic.gnu_hash = value;
      break;
    case DT_SONAME:
      v.soname = value, v.has_soname = true;
      break;
    case DT_RPATH:
      v.rpath = value, v.has_rpath = true;
      break;
    case DT_RUNPATH:
      v.runpath = value, v.has_runpath = true;
      break;
    case DT_RELA:
      v.rela = value;
      break;
    case DT_RELASZ:
      v.relasz = value;
      break;
    case DT_RELAENT:
      v.relaent = value;
      break;
    case DT_JMPREL:
      v.jmprel = value;
      break;
    case DT_PLTGOT:
      dynamic.pltgot = value;
      break;
    case DT_PLTRELSZ:
      v.pltrelsz = value;
      break;
    case DT_PLTREL:
      v.pltrel = value;
      break;
    case DT_RELR:
      v.relr = value;
      break;
    case DT_RELRSZ:
      v.relrsz = value;
      break;
    case DT_RELRENT:
      v.relrent = value;
      break;
    case DT_INIT:
      dynamic.init = value;
      break;
    case DT_FINI:
      dynamic.fini = value;
      break;
    case DT_PREINIT_ARRAY:
      v.preinit_array = value;
      break;
    case DT_PREINIT_ARRAYSZ:
      v.preinit_arraysz = value;
      break;
    case DT_INIT_ARRAY:
      v.init_array = value;
      break;
    case DT_INIT_ARRAYSZ:
      v.init_arraysz = value;
      break;
    case DT_FINI_ARRAY:
      v.fini_array = value;
      break;
    case DT_FINI_ARRAYSZ:
      v.fini_arraysz = value;
      break;
    case DT_VERSYM:
      dynamic.versym = value;
      break;
    case DT_VERDEF:
      dynamic.verdef = value;
      break;
    case DT_VERDEFNUM:
      dynamic.verdef_count = value;
      break;
    case DT_VERNEED:
      dynamic.verneed = value;
      break;
    case DT_VERNEEDNUM:
      dynamic.verneed_count = value;
      break;
    case DT_SYMBOLIC:
      dynamic.symbolic = true;
      break;
    case DT_TEXTREL:
      dynamic.text_relocations = true;
      break;
    case DT_BIND_NOW:
      dynamic.bind_now = true;
      break;
    case DT_FLAGS:
      v.flags = value;
      break;
    case DT_FLAGS_1:
      dynamic.flags_1 = value;
      break;
    default:
      break;
    }
  }
  dynamic.symbolic |= (v.flags & DF_SYMBOLIC) != 0;
  dynamic.text_relocations |= (v.flags & DF_TEXTREL) != 0;
  dynamic.bind_now |= (v.flags & DF_BIND_NOW) != 0 || (dynamic.flags_1 & DF_1_NOW) != 0;
  dynamic.static_tls = (v.flags & DF_STATIC_TLS) != 0;
}

// A table of `bytes` bytes at `vaddr`; `ok` becomes false when it is not whole.
template <class T>
std::span<T> table(const Image& image, std::uint64_t vaddr, std::uint64_t bytes, bool& ok) {
  std::span<T> result = image.table<T>(vaddr, bytes / sizeof(T));
  ok &= result.size_bytes() == bytes;
  return result;
}

// The same for functions: bytes behind the last whole pointer do not count.
std::span<std::uintptr_t> functions(const Image& image, std::uint64_t vaddr, std::uint64_t bytes,
                                    bool& ok) {
  return table<std::uintptr_t>(image, vaddr, bytes - bytes % sizeof(std::uintptr_t), ok);
}

bool has_names(const Dynamic& dynamic, const Values& v) {
  const Strings& strings = dynamic.strings;
  for (const Elf64_Dyn& entry : dynamic.entries)
    if (is_need(entry) && !strings.has(entry.d_un.d_val))
      return false;
  return (!v.has_soname || strings.has(v.soname)) && (!v.has_rpath || strings.has(v.rpath)) &&
         (!v.has_runpath || strings.has(v.runpath));
}

// glibc's loader does not read DT_STRSZ. Here it bounds the table where it can: where it leaves out
// a name, or a string has no end, the table goes to the last NUL of its segment.
Status find_strings(const Image& image, const Values& v, Dynamic& dynamic) {
  auto strings = image.table<const char>(v.strtab, v.strsz);
  const bool is_whole = !strings.empty() && strings.back() == '\0';
  if (is_whole)
    dynamic.strings = {strings.data(), strings.size()};
  if ((is_whole || v.strtab == 0) && has_names(dynamic, v))
    return {};
  strings = image.table_to_end<const char>(v.strtab);
  while (!strings.empty() && strings.back() != '\0')
    strings = strings.first(strings.size() - 1);
  if (strings.empty())
    return Error{.what = "the dynamic string table is damaged"};
  dynamic.strings = {strings.data(), strings.size()};
  if (!has_names(dynamic, v))
    return Error{.what = "a name lies outside the dynamic string table"};
  return {};
}

// Up to, without, DT_NULL: glibc's loader does not read the size of PT_DYNAMIC. Zeroes behind what
// the file has end it too.
Result<std::span<Elf64_Dyn>> entries_of(const Image& image, const Elf64_Phdr& header) {
  const Elf64_Phdr* load = image.load_of(header.p_vaddr, sizeof(Elf64_Dyn));
  std::span<Elf64_Dyn> entries;
  if (load)
    entries = image.array<Elf64_Dyn>(
        header.p_vaddr, (load->p_memsz - (header.p_vaddr - load->p_vaddr)) / sizeof(Elf64_Dyn));
  if (entries.empty())
    return Error{.what = "the dynamic section lies outside the loaded segments"};
  auto end = std::find_if(entries.begin(), entries.end(),
                          [](const Elf64_Dyn& entry) { return entry.d_tag == DT_NULL; });
  if (end == entries.end())
    return Error{.what = "the dynamic section has no end"};
  return entries.first(std::size_t(end - entries.begin()));
}

// Some linkers let DT_RELASZ cover the jump slots at the end of DT_RELA: those are processed once.
// Any other overlap does no harm: a relocation with an addend may be processed twice.
void drop_overlap(Dynamic& dynamic) {
  auto& rela = dynamic.rela;
  auto& slots = dynamic.jump_slots;
  if (slots.size() <= rela.size() && rela.last(slots.size()).data() == slots.data())
    rela = rela.first(rela.size() - slots.size());
}

} // namespace

Result<Dynamic> parse_dynamic(const Image& image) {
  Dynamic dynamic;
  const Elf64_Phdr* phdr = image.find(PT_DYNAMIC);
  if (!phdr)
    return dynamic;
  auto entries = entries_of(image, *phdr);
  if (!entries)
    return entries.error();
  dynamic.entries = *entries;

  Values v;
  collect(dynamic, v);
  if (v.relaent != sizeof(Elf64_Rela) || v.relrent != sizeof(Elf64_Relr))
    return Error{.what = "the dynamic section has entries of an unknown size"};
  if (v.pltrel != DT_RELA)
    v.unread_encoding = "DT_REL in DT_PLTREL";
  if (v.unread_encoding)
    return Error{.what = "has relocations in an encoding that is not known",
                 .detail = v.unread_encoding};

  if (Status status = find_strings(image, v, dynamic); !status)
    return status.error();
  bool ok = true;
  dynamic.rela = table<const Elf64_Rela>(image, v.rela, v.relasz, ok);
  dynamic.jump_slots = table<const Elf64_Rela>(image, v.jmprel, v.pltrelsz, ok);
  dynamic.relr = table<const Elf64_Relr>(image, v.relr, v.relrsz, ok);
  if (!ok)
    return Error{.what = "a relocation table lies outside the loaded segments"};
  dynamic.preinit_array = functions(image, v.preinit_array, v.preinit_arraysz, ok);
  dynamic.init_array = functions(image, v.init_array, v.init_arraysz, ok);
  dynamic.fini_array = functions(image, v.fini_array, v.fini_arraysz, ok);
  if (!ok || (dynamic.init && !image.contains(dynamic.init, 1)) ||
      (dynamic.fini && !image.contains(dynamic.fini, 1)))
    return Error{.what = "a constructor table lies outside the loaded segments"};
  drop_overlap(dynamic);

  const Strings& strings = dynamic.strings;
  if (v.has_soname)
    dynamic.soname = strings.at(v.soname);
  if (v.has_runpath)
    dynamic.runpath = strings.at(v.runpath);
  else if (v.has_rpath)
    dynamic.rpath = strings.at(v.rpath);
  return dynamic;
}

std::span<Elf64_Dyn> writable_dynamic(const Image& image) {
  const Elf64_Phdr* dynamic = image.find(PT_DYNAMIC);
  const Elf64_Phdr* load = dynamic ? image.load_of(dynamic->p_vaddr, 1) : nullptr;
  if (!load || !(load->p_flags & PF_W))
    return {};
  auto entries = entries_of(image, *dynamic);
  return entries ? *entries : std::span<Elf64_Dyn>();
}

} // namespace seal::elf
