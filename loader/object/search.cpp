// The order of the rules is the one in ld.so(8). Each list of folders is made once. When nothing is
// found the walk is done again with a trace, which becomes part of the message.
#include "object/search.h"
#include "object/system.h"
#include "os/debug.h"
#include "os/string.h"
#include <errno.h>
#include <fcntl.h>
#include <initializer_list>

namespace seal::object {
namespace {

bool has_slash(const char* name) { return std::strchr(name, '/') != nullptr; }

// Takes the next part of a list separated by ':' (or ';' for LD_LIBRARY_PATH), which becomes null
// behind the last one.
std::string_view take_part(const char*& list, bool semicolons) {
  std::size_t size = 0;
  while (list[size] && list[size] != ':' && !(semicolons && list[size] == ';'))
    ++size;
  const std::string_view part{list, size};
  list = list[size] ? list + size + 1 : nullptr;
  return part;
}

// The parts in one text, which lies in `out`.
Result<const char*> join(os::Arena& arena, os::Vector<char>& out,
                         std::initializer_list<std::string_view> parts) {
  out.truncate(0);
  for (std::string_view part : parts) {
    TRY(out.reserve(arena, part.size() + 1));
    for (char c : part)
      out.append(c);
  }
  TRY(out.push(arena, '\0'));
  return out.begin();
}

} // namespace

class Search::Trace {
public:
  void add(Rule rule, std::string_view path, std::string_view why = {}) {
    out_.text("\n    ").text(rule_name(rule)).text(": ").untrusted(path);
    if (!why.empty())
      out_.text(": ").text(why);
  }
  Text text() {
    out_.flush();
    return std::string_view(chars_.begin(), chars_.size());
  }

private:
  os::Scratch arena_;
  os::Vector<char> chars_;
  os::Writer out_{arena_, chars_};
};

// Without slashes at its end, but for the root's, so that each folder is known once.
Result<SearchFolder*> Search::folder(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/'))
    path.remove_suffix(1);
  if (SearchFolder* known = folders_.find(path))
    return known;
  auto* result = TRY(arena_.create<SearchFolder>());
  result->path = TRY(arena_.copy(path));
  TRY(folders_.add(arena_, {result->path, path.size()}, result));
  return result;
}

// Is it there? Asked once; where a relative one is changes with the program's folder.
Status Search::look(SearchFolder& folder) {
  if (folder.known)
    return {};
  const bool relative = folder.path[0] != '/';
  const auto exists = [&](std::string_view below) -> Result<bool> {
    const char* path = TRY(join(scratch_, path_, {folder.path, below}));
    return relative || os::info_of(path);
  };
  folder.exists = TRY(exists("/"));
  folder.has_hwcaps = folder.exists && TRY(exists("/glibc-hwcaps/"));
  folder.known = true;
  return {};
}

Search::Outcome Search::try_file(const char* path, Rule rule, Found& found) {
  Status status = open(path, rule, found);
  if (!status) {
    // What is there and cannot be read is an error, as for glibc; what cannot be opened is not.
    last_error_ = status.error().err;
    const bool nowhere = last_error_ == ENOENT || last_error_ == EACCES;
    return nowhere ? Outcome::kNotHere : Outcome::kStop;
  }
  const elf::Foreign kind = elf::foreign_kind({found.head, found.head_size});
  if (kind == elf::Foreign::kNot) {
    if (rule == Rule::kPath || !only_setuid_ || (found.info.mode & S_ISUID))
      return Outcome::kFound;
    found.file = {};
    last_error_ = ENOENT;
    return Outcome::kNotHere;
  }
  found.file = {};
  last_error_ = ENOENT;
  other_class_ |= kind == elf::Foreign::kClass;
  return Outcome::kForeign;
}

// The file that `path_` names.
Search::Outcome Search::try_path(Rule rule, Found& found, Trace* trace) {
  const char* path = path_.begin();
  if (!trace && os::debugging(os::kLibs))
    os::debug("  trying file=%\n", path);
  const Outcome outcome = try_file(path, rule, found);
  if (trace && outcome == Outcome::kForeign)
    trace->add(rule, path, "of another class or machine");
  else if (trace && outcome != Outcome::kFound)
    trace->add(rule, path, last_error_ == ENOENT ? "" : os::errno_text(last_error_));
  return outcome;
}

Result<Search::Outcome> Search::try_folder(SearchFolder& folder, Rule rule, const char* name,
                                           Found& found, Trace* trace) {
  TRY(look(folder));
  if (!folder.exists) {
    if (trace)
      trace->add(rule, folder.path, "no such directory");
    return Outcome::kNotHere;
  }
  Outcome outcome = Outcome::kNotHere;
  Status status;
  if (folder.has_hwcaps)
    hwcaps_.for_each([&](std::string_view level) {
      auto path = join(scratch_, path_, {folder.path, "/glibc-hwcaps/", level, "/", name});
      if (path)
        outcome = try_path(rule, found, trace);
      else
        status = path.error();
      return !status || outcome == Outcome::kFound;
    });
  TRY(std::move(status));
  if (outcome == Outcome::kFound)
    return outcome;
  const bool is_root = equal(folder.path, "/");
  TRY(join(scratch_, path_, {folder.path, is_root ? "" : "/", name}));
  return try_path(rule, found, trace);
}

Result<bool> Search::walk_list(const FolderList& list, Rule rule, const char* name, Found& found,
                               Trace* trace) {
  for (SearchFolder* folder : list) {
    const Outcome outcome = TRY(try_folder(*folder, rule, name, found, trace));
    if (outcome == Outcome::kFound)
      return true;
    if (outcome == Outcome::kStop)
      return false;
  }
  return false;
}

// The folders that a list names, each once.
Result<Search::FolderList> Search::make_list(const char* text, bool semicolons, Object& holder,
                                             os::Arena& arena) {
  FolderList list;
  ++lists_;
  while (text) {
    const std::string_view part = take_part(text, semicolons);
    const char* path = "."; // empty: the current directory
    if (!part.empty())
      path = TRY(expand(part.data(), part.size(), holder));
    if (!path || !*path || (settings_.secure && path[0] != '/'))
      continue;
    SearchFolder* const each = TRY(folder(path));
    if (std::exchange(each->list, lists_) != lists_)
      TRY(list.push(arena, each));
  }
  return list;
}

// --inhibit-rpath
bool Search::is_ignored(const Object& holder) const {
  for (const char* list = settings_.ignore_paths_of; list;)
    if (take_part(list, false) == holder.name)
      return true;
  return false;
}

// Of its RUNPATH, or else its RPATH.
Result<Search::FolderList> Search::list_of(Object& holder) {
  if (!holder.has_folders) {
    const elf::Dynamic& dynamic = holder.dynamic;
    const char* text = dynamic.runpath ? dynamic.runpath : dynamic.rpath;
    if (text && !is_ignored(holder))
      holder.folders = TRY(make_list(text, false, holder, *holder.arena));
    holder.has_folders = true;
  }
  return holder.folders;
}

Result<Search::FolderList> Search::library_path(Object& program) {
  const char* text = settings_.secure ? nullptr : settings_.library_path;
  if (!has_library_path_ && text && *text)
    library_path_ = TRY(make_list(text, true, program, arena_));
  has_library_path_ = true;
  return library_path_;
}

Result<Search::FolderList> Search::default_folders() {
  FolderList list;
  if (default_folders_.empty()) {
    for (const char* each : kDefaultFolders) {
      SearchFolder* const known = TRY(folder(each));
      TRY(list.push(arena_, known));
    }
    default_folders_ = list;
  }
  return default_folders_;
}

// Visits the lists that come before the cache, with the object whose tokens they hold, until visit
// returns true.
template <class Visit>
Result<bool> Search::visit_lists(Object& requester, Object& program, Visit visit) {
  const auto visit_filled = [&](Result<FolderList> found, Rule rule,
                                const Object* holder) -> Result<bool> {
    const FolderList list = TRY(std::move(found));
    if (list.empty())
      return false;
    return visit(list, rule, holder);
  };
  // RPATH counts only where the requester has no RUNPATH, and is inherited from who loaded it.
  if (!requester.dynamic.runpath) {
    bool met_program = false;
    for (Object* holder = requester.dynamic.rpath ? &requester : requester.inherits; holder;
         holder = holder->inherits) {
      met_program |= holder == &program;
      if (TRY(visit_filled(list_of(*holder), Rule::kRpath, holder)))
        return true;
    }
    if (!met_program && program.dynamic.rpath &&
        TRY(visit_filled(list_of(program), Rule::kRpath, &program)))
      return true;
  }
  if (TRY(visit_filled(library_path(program), Rule::kLibraryPath, nullptr)))
    return true;
  if (!requester.dynamic.runpath)
    return false;
  return visit_filled(list_of(requester), Rule::kRunpath, &requester);
}

// LD_DEBUG=libs: the folders that are about to be looked into, and where they are named.
Status Search::describe_list(const FolderList& list, Rule rule, const Object* holder) {
  os::DebugMessage message;
  message.add(" search path=");
  const char* separator = "";
  for (SearchFolder* each : list) {
    TRY(look(*each));
    if (each->has_hwcaps)
      hwcaps_.for_each([&](std::string_view level) {
        message.add("%%/glibc-hwcaps/%", std::exchange(separator, ":"), each->path, level);
        return false;
      });
    message.add("%%", std::exchange(separator, ":"), each->path);
  }
  message.add("\t\t(%", rule == Rule::kDefault       ? "system search path"
                        : rule == Rule::kLibraryPath ? settings_.library_path_source
                                                     : rule_name(rule));
  if (holder)
    message.add(" from file %", holder->shown_name());
  message.add(")\n");
  return {};
}

Result<bool> Search::walk(const char* name, Object& requester, Object& program, Found& found,
                          Trace* trace) {
  const bool tells = !trace && os::debugging(os::kLibs); // a trace repeats a search
  const auto walk_told = [&](const FolderList& list, Rule rule,
                             const Object* holder) -> Result<bool> {
    if (tells)
      TRY(describe_list(list, rule, holder));
    return walk_list(list, rule, name, found, trace);
  };
  if (TRY(visit_lists(requester, program, walk_told)))
    return true;
  const bool defaults = !(requester.dynamic.flags_1 & DF_1_NODEFLIB);
  if (settings_.use_cache && defaults && !only_setuid_) {
    if (tells)
      os::debug(" search cache=%\n", settings_.cache_path);
    if (!cache_open_)
      cache_.open(settings_.cache_path, settings_.secure);
    cache_open_ = true;
    if (const char* path = cache_.find(name, hwcaps_)) {
      TRY(join(scratch_, path_, {path})); // the cache will be unmapped
      if (try_path(Rule::kCache, found, trace) == Outcome::kFound)
        return true;
    } else if (trace) {
      trace->add(Rule::kCache, settings_.cache_path, "has no entry for it");
    }
  }
  if (!defaults)
    return false;
  const FolderList list = TRY(default_folders());
  return walk_told(list, Rule::kDefault, nullptr);
}

Status Search::folders(Object& requester, Object& program, os::Vector<const char*>& out,
                       os::Arena& arena) {
  const auto add = [&](const FolderList& list, Rule, const Object*) -> Result<bool> {
    for (const SearchFolder* each : list)
      TRY(out.push(arena, each->path));
    return false;
  };
  TRY(visit_lists(requester, program, add));
  if (requester.dynamic.flags_1 & DF_1_NODEFLIB)
    return {};
  const FolderList defaults = TRY(default_folders());
  TRY(add(defaults, Rule::kDefault, nullptr));
  return {};
}

void Search::finish() {
  if (std::exchange(cache_open_, false))
    cache_.close();
}

Status Search::open(const char* path, Rule rule, Found& found) {
  auto file = os::File::open(path);
  if (!file)
    return file.error();
  auto info = file->info();
  if (!info)
    return info.error();
  auto head = file->read_up_to(found.head, sizeof found.head, 0);
  found.read_error = head ? 0 : head.error().err;
  found.head_size = head ? *head : 0;
  found.file = std::move(*file);
  found.info = *info;
  found.path = path;
  found.rule = rule;
  return {};
}

Status Search::find(const char* name, Object& requester, Object& program, bool preloaded,
                    Found& found) {
  only_setuid_ = preloaded && settings_.secure;
  last_error_ = ENOENT;
  other_class_ = false;
  const char* path = name;
  if (std::strchr(name, '$') && has_slash(name)) {
    path = TRY(expand(name, std::strlen(name), requester));
    if (path)
      path = TRY(join(scratch_, name_, {path}));
    if (!path || !*path)
      return Error{.what = "cannot open shared object file",
                   .file = name,
                   .needed_by = requester.shown_name(),
                   .err = ENOENT};
  }
  if (has_slash(path)) {
    TRY(join(scratch_, path_, {path}));
    if (try_file(path_.begin(), Rule::kPath, found) == Outcome::kFound)
      return {};
  } else {
    if (os::debugging(os::kLibs))
      os::debug("find library=% [0]; searching\n", path);
    const bool known = TRY(walk(path, requester, program, found, nullptr));
    if (os::debugging(os::kLibs))
      os::debug("\n");
    if (known)
      return {};
  }
  Error error{.what = "cannot open shared object file",
              .file = name,
              .needed_by = requester.shown_name(),
              .err = last_error_};
  if (other_class_) {
    const Error foreign = elf::foreign_error(elf::Foreign::kClass);
    error.what = foreign.what;
    error.err = foreign.err;
  }
  if (!traces_ || has_slash(path))
    return error;
  Trace trace;
  TRY(walk(path, requester, program, found, &trace));
  error.remedy =
      "install the package that has it, or name its directory in LD_LIBRARY_PATH; searched:";
  error.trace = trace.text();
  return error;
}

} // namespace seal::object
