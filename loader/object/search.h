// Finding the file for a library's name: the search rules of ELF and glibc, in their order.
#pragma once

#include "elf/header.h"
#include "object/cache.h"
#include "object/index.h"
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
  const char* cpu_features = nullptr;
};

// A file that was opened and whose header fits.
struct Found {
  os::File file;
  os::FileInfo info;
  const char* path; // until the next search
  Rule rule;
  std::byte head[elf::kHeadSize];
  std::size_t head_size = 0;
  int read_error = 0; // errno, where the head could not be read
};

class Search {
public:
  Search(const SearchSettings& settings, os::Arena& arena)
      : settings_(settings), arena_(arena), scratch_(os::Arena::kTiny, arena.pool()),
        hwcaps_(settings.hwcaps_first, settings.hwcaps_allowed, settings.cpu_features) {}

  // The file for `name` as `requester` needs it. Fills `found`; the error's trace lists the places
  // tried. What is preloaded in secure mode must be set-user-ID where it is searched for.
  Status find(const char* name, Object& requester, Object& program, bool preloaded, Found& found);
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
  // Until the next call.
  Result<const char*> expand(const char* text, std::size_t size, Object& requester);
  // What $ORIGIN stands for: the folder of the object's file; null if unknown.
  // An object that is frozen is asked for it before.
  Result<const char*> origin_of(Object& object);
  // The folder of the file that a link under /proc leads to, without symbolic links; null if
  // unknown.
  static Result<const char*> folder_behind(const char* link, os::Arena& arena);

private:
  // What became of one file, or of a list of folders.
  enum class Outcome : std::uint8_t {
    kFound,
    kNotHere,
    kForeign, // of another class or machine
    kStop,    // nothing more can be opened by this list
  };
  using FolderList = os::Vector<SearchFolder*>;
  class Trace;

  Result<bool> walk(const char* name, Object& requester, Object& program, Found& found,
                    Trace* trace);
  Result<bool> walk_list(const FolderList& list, Rule rule, const char* name, Found& found,
                         Trace* trace);
  template <class Visit>
  Result<bool> visit_lists(Object& requester, Object& program, Visit visit);
  Result<FolderList> make_list(const char* text, bool semicolons, Object& holder, os::Arena& arena);
  Result<FolderList> list_of(Object& holder);
  Result<FolderList> library_path(Object& program);
  Result<FolderList> default_folders();
  Status describe_list(const FolderList& list, Rule rule, const Object* holder);
  bool is_ignored(const Object& holder) const;
  Result<Outcome> try_folder(SearchFolder& folder, Rule rule, const char* name, Found& found,
                             Trace* trace);
  Outcome try_path(Rule rule, Found& found, Trace* trace);
  Outcome try_file(const char* path, Rule rule, Found& found);
  Status look(SearchFolder& folder);
  Result<SearchFolder*> folder(std::string_view path);
  bool is_trusted(const char* path) const;

  SearchSettings settings_;
  os::Arena& arena_;
  os::Arena scratch_;                   // of the next three
  os::Vector<char> name_, path_, word_; // that is looked for, being tried, being expanded
  bool traces_ = true;
  Cache cache_;
  bool cache_open_ = false;
  Hwcaps hwcaps_;
  Index<std::string_view, SearchFolder> folders_; // all that a list has named
  std::size_t lists_ = 0;                         // how many were made
  FolderList library_path_, default_folders_;
  bool has_library_path_ = false;
  int last_error_ = 0;       // of this search: why the last file could not be opened
  bool other_class_ = false; // of this search: a file of another class was met
  bool only_setuid_ = false; // of this search: other files do not count
};

} // namespace seal::object
