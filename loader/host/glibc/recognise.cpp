// Build-ids first; then the cross-checks that make a point release of a known layout usable. All of
// them read what libc and its loader say of themselves: symbol sizes, the descriptors for
// libthread_db, the version text. A libc of another distribution, whose libraries are elsewhere, is
// none for this build of ld-seal.
#include "host/glibc/recognise.h"
#include "host/glibc/records/glibc_2_36.h"
#include "host/glibc/records/glibc_2_41.h"
#include "host/glibc/records/glibc_2_43.h"
#include "link/lookup.h"
#include "object/system.h"
#include "os/output.h"
#include "os/string.h"

namespace seal::glibc {
namespace {

constexpr const Layout* kRecords[] = {&kGlibc_2_36, &kGlibc_2_41, &kGlibc_2_43};

bool has_build_id(const object::Object& object, const char* hex) {
  auto id = elf::find_build_id(object.image);
  std::size_t i = 0;
  for (; i < id.size() && hex[2 * i]; ++i) {
    unsigned byte = static_cast<unsigned>(id[i]);
    if (hex[2 * i] != "0123456789abcdef"[byte >> 4] ||
        hex[2 * i + 1] != "0123456789abcdef"[byte & 15])
      return false;
  }
  return i == id.size() && i > 0 && hex[2 * i] == '\0';
}

// libthread_db's descriptor of a field: {bits, count, byte offset}; of a structure: its size.
struct Descriptor {
  const char* name;
  Offset expected;
  bool is_size;
};

bool descriptor_agrees(const object::Object& libc, const Descriptor& descriptor) {
  if (descriptor.expected == kAbsent)
    return true;
  const Elf64_Sym* found = link::find_export(libc, descriptor.name);
  if (!found)
    return false;
  auto words = libc.image.array<const std::uint32_t>(found->st_value, descriptor.is_size ? 1 : 3);
  return !words.empty() && words[descriptor.is_size ? 0 : 2] == descriptor.expected;
}

// What an object has in read-only segments, until visit(text) gives true.
template <class Visit>
bool find_text(const object::Object& object, Visit visit) {
  for (const Elf64_Phdr& phdr : object.image.loads)
    if ((phdr.p_flags & (PF_R | PF_W)) == PF_R &&
        visit(std::string_view{reinterpret_cast<const char*>(object.image.bias + phdr.p_vaddr),
                               phdr.p_filesz}))
      return true;
  return false;
}

// The release in libc's banner, "... stable release version 2.36."
Result<const char*> release_of(const object::Object& libc, os::Arena& arena) {
  constexpr std::string_view kBanner = "release version ";
  std::string_view release;
  const bool found = find_text(libc, [&](std::string_view text) {
    const std::size_t at = text.find(kBanner);
    if (at == text.npos)
      return false;
    text.remove_prefix(at + kBanner.size());
    std::size_t size = 0;
    while (size < text.size() && size < 16 &&
           (text[size] == '.' || (text[size] >= '0' && text[size] <= '9')))
      ++size;
    if (size && text[size - 1] == '.')
      --size;
    release = slice(text, 0, size);
    return true;
  });
  if (!found)
    return nullptr;
  return arena.copy(release);
}

// Does `text` name this build's default folders? A slash and `separator` end each.
bool names_default_folders(std::string_view text, char separator) {
  for (std::string_view folder : object::kDefaultFolders) {
    if (!text.starts_with(folder) || slice(text, folder.size(), 1) != "/")
      return false;
    text.remove_prefix(folder.size() + 1);
    if (!text.empty() && text[0] == separator)
      text.remove_prefix(1);
  }
  return text.empty() || text[0] != '/';
}

// glibc's loader has its own as strings, one behind the other.
bool has_default_folders(const object::Object& companion) {
  return find_text(companion, [](std::string_view text) {
    constexpr std::string_view kFirst = object::kDefaultFolders[0];
    for (std::size_t at = text.find(kFirst); at != text.npos; at = text.find(kFirst, at + 1))
      if (names_default_folders(slice(text, at), '\0'))
        return true;
    return false;
  });
}

// The first thing that speaks against a record, or null.
const char* mismatch(const Layout& layout, const object::Object& companion,
                     const object::Object& libc, const char* release) {
  if (!release || !equal(release, layout.release))
    return "release version";
  if (!has_default_folders(companion))
    return "default folders";
  const Elf64_Sym* global = link::find_export(companion, "_rtld_global");
  const Elf64_Sym* global_ro = link::find_export(companion, "_rtld_global_ro");
  if (!global || global->st_size != layout.gl.size)
    return "size of _rtld_global";
  if (!global_ro || global_ro->st_size != layout.ro.size)
    return "size of _rtld_global_ro";
  const Descriptor kDescriptors[] = {
      {"_thread_db_sizeof_pthread", layout.pthread.size, true},
      {"_thread_db_pthread_list", layout.pthread.list, false},
      {"_thread_db_pthread_tid", layout.pthread.tid, false},
      {"_thread_db_pthread_report_events", layout.pthread.report_events, false},
      {"_thread_db_pthread_specific", layout.pthread.specific, false},
      {"_thread_db_pthread_cancelhandling", layout.pthread.cancelhandling, false},
      {"_thread_db_rtld_global__dl_stack_used", layout.gl.stack_used, false},
      {"_thread_db_rtld_global__dl_stack_user", layout.gl.stack_user, false},
      {"_thread_db_rtld_global__dl_tls_dtv_slotinfo_list", layout.gl.tls_dtv_slotinfo_list, false},
      {"_thread_db_link_map_l_tls_offset", layout.map.tls_offset, false},
      {"_thread_db_link_map_l_tls_modid", layout.map.tls_modid, false},
      {"_thread_db_dtv_slotinfo_map", layout.slotinfo.map, false},
      {"_thread_db_dtv_slotinfo_gen", layout.slotinfo.gen, false},
  };
  for (const Descriptor& each : kDescriptors)
    if (!descriptor_agrees(libc, each))
      return each.name;
  // The functions that libc calls through _rtld_global_ro stand side by side: each slot holds a
  // relative relocation's addend that points into the companion's text before relocation.
  for (Offset at = layout.ro.debug_printf; at <= layout.ro.libc_freeres; at += 8) {
    auto slot = companion.image.array<const std::uint64_t>(global_ro->st_value + at, 1);
    const Elf64_Phdr* target = slot.empty() ? nullptr : companion.image.load_of(slot[0], 1);
    if (!target || !(target->p_flags & PF_X))
      return "function table of _rtld_global_ro";
  }
  return nullptr;
}

} // namespace

bool is_measured_build(const object::Object& companion, const object::Object& libc,
                       const Layout& layout) {
  return has_build_id(companion, layout.build.loader_buildid) &&
         has_build_id(libc, layout.build.libc_buildid) &&
         names_default_folders(layout.build.folders, ':');
}

Result<const Layout*> recognise(const object::Object& companion, const object::Object& libc,
                                os::Arena& arena) {
  for (const Layout* layout : kRecords)
    if (is_measured_build(companion, libc, *layout))
      return layout;
  const char* release = TRY(release_of(libc, arena));
  const char* why = "release version";
  for (const Layout* layout : kRecords) {
    const char* found = mismatch(*layout, companion, libc, release);
    if (!found)
      return layout;
    if (!equal(found, "release version"))
      why = found;
  }
  const char* difference =
      TRY(arena.concat(release ? release : "no release version found", ", differs in: ", why));
  return Error{.what =
                   "this glibc's private layout is not known, so that the loader cannot host it",
               .file = libc.path,
               .detail = difference,
               .remedy = "run the program with the system's loader, or add a layout record "
                         "(docs/glibc-layouts.md)"};
}

} // namespace seal::glibc
