// Finding the file for a library's name: the search rules of ELF and glibc, in their order.
#pragma once

#include "elf/header.h"
#include "object/cache.h"
#include "object/object.h"

namespace seal::object {

struct SearchSettings {
  const char* library_path = nullptr;                 // null: none
  const char* library_path_source = "--library-path"; // or LD_LIBRARY_PATH; for LD_DEBUG
  const char* cache_path = "/etc/ld.so.cache";
  bool secure = false; // AT_SECURE
  bool use_cache = true;
  const char* ignore_paths_of = nullptr; // objects whose RPATH and RUNPATH do not count, by name
  const char* hwcaps_first = nullptr;    // see Hwcaps
  const char* hwcaps_allowed = nullptr;
};

// A file that was opened and whose header fits.
struct Found {
  os::File file;
  os::FileInfo info;
  const char* path; // until the next search
  Rule rule;
  std::byte head[elf::kHeadSize];
  std::size_t head_size = 0;
};

class Search {
public:
  Search(const SearchSettings& settings, os::Arena& arena)
      : settings_(settings), arena_(arena), scratch_(os::Arena::kTiny, arena.pool()),
        hwcaps_(settings.hwcaps_first, settings.hwcaps_allowed) {}

  // The file for `name` as `requester` needs it. Fills `found`; the error's trace lists the places
  // tried, its texts lie in `arena`.
  Status find(const char* name, Object& requester, Object& program, os::Arena& arena, Found& found);
  // Opens one path: foreign and damaged files are errors.
  Status open(const char* path, Rule rule, Found& found);

  // The folders that a name without a slash is looked for in, but for what the cache knows; in
  // order.
  Status folders(Object& requester, Object& program, os::Vector<const char*>& out,
                 os::Arena& arena);

  // A series of searches is over: gives back what was mapped for it.
  void finish();
  // The program runs: errors go to dlerror, which has no room for the places tried.
  void stop_tracing() { traces_ = false; }

  const SearchSettings& settings() const { return settings_; }
  Hwcaps& hwcaps() { return hwcaps_; }
  // Replaces $ORIGIN, $LIB and $PLATFORM; null where secure mode or an unknown origin forbids it.
  Result<const char*> expand(const char* text, std::size_t size, Object& requester);
  // What $ORIGIN stands for: the folder of the object's file; null if unknown.
  // An object that is frozen is asked for it before.
  Result<const char*> origin_of(Object& object);
  // The folder of the file that a link under /proc leads to, without symbolic links; null if
  // unknown.
  static Result<const char*> folder_behind(const char* link, os::Arena& arena);

private:
  static constexpr const char* kDefaultFolders[] = {
      "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib", "/usr/lib"};
  enum class Outcome : std::uint8_t { kFound, kNotHere, kForeign };
  // What a folder is, so that missing ones are asked for once.
  struct Folder {
    const char* path;
    bool exists, has_hwcaps;
  };
  class Trace;

  Result<bool> walk(const char* name, Object& requester, Object& program, Found& found,
                    Trace* trace);
  template <class Visit>
  Result<bool> visit_lists(Object& requester, Object& program, Visit visit);
  template <class Visit>
  Result<bool> visit_parts(const char* list, Rule rule, Object& holder, Visit visit);
  template <class ForEach>
  Status describe_folders(ForEach for_each, const char* what, const char* file);
  Status describe_list(const char* list, Rule rule, Object& holder);
  bool counts(const char* list, const Object& holder) const;
  Result<bool> try_folder(const char* folder, Rule rule, const char* name, Found& found,
                          Trace* trace);
  Outcome try_file(const char* path, Rule rule, Found& found);
  Result<Folder> folder(const char* path);
  bool is_trusted(const char* path) const;

  SearchSettings settings_;
  os::Arena& arena_;
  os::Arena scratch_; // of one search: the paths that are tried
  bool traces_ = true;
  Cache cache_;
  bool cache_open_ = false;
  Hwcaps hwcaps_;
  os::Vector<Folder> folders_;
};

} // namespace seal::object
