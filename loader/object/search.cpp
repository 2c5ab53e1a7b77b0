// The order of the rules is the one in ld.so(8). When nothing is found the walk is done again with
// a trace, which becomes part of the message.
#include "object/search.h"
#include "os/debug.h"
#include "os/string.h"
#include <errno.h>
#include <fcntl.h>

namespace seal::object {
namespace {

bool has_slash(const char* name) { return std::strchr(name, '/') != nullptr; }

// Visits each part of a list separated by ':' (or ';' for LD_LIBRARY_PATH) until visit returns
// true.
template <class Visit>
Result<bool> for_each_part(const char* list, bool semicolons, Visit visit) {
  for (;;) {
    std::size_t size = 0;
    while (list[size] && list[size] != ':' && !(semicolons && list[size] == ';'))
      ++size;
    if (TRY(visit(list, size)))
      return true;
    if (!list[size])
      return false;
    list += size + 1;
  }
}

} // namespace

class Search::Trace {
public:
  explicit Trace(os::Arena& arena) : arena_(arena) {}
  Status add(Rule rule, const char* path, const char* found_instead = nullptr) {
    const char* printed = TRY(printable(path));
    text_ = TRY(arena_.concat(text_, "\n    ", rule_name(rule)));
    text_ = TRY(arena_.concat(text_, ": ", printed));
    if (found_instead)
      text_ = TRY(arena_.concat(text_, ": ", found_instead));
    return {};
  }
  const char* text() const { return text_; }

private:
  // A folder's name comes from a file or the environment, and must not begin a line of its own.
  Result<const char*> printable(const char* path) {
    char* copy = TRY(arena_.array<char>(std::strlen(path) + 1));
    for (std::size_t i = 0; path[i]; ++i)
      copy[i] = static_cast<unsigned char>(path[i]) < 0x20 || path[i] == 0x7f ? '?' : path[i];
    return copy;
  }

  os::Arena& arena_;
  const char* text_ = "";
};

Result<Search::Folder> Search::folder(const char* path) {
  for (Folder& each : folders_)
    if (equal(each.path, path))
      return each;
  Folder result{TRY(arena_.copy(path)), false, false};
  result.exists = !os::failed(arch::syscall(SYS_access, long(path), 0));
  if (result.exists) {
    const char* hwcaps = TRY(scratch_.concat(path, "/glibc-hwcaps"));
    result.has_hwcaps = !os::failed(arch::syscall(SYS_access, long(hwcaps), 0));
  }
  TRY(folders_.push(arena_, result));
  return result;
}

Search::Outcome Search::try_file(const char* path, Rule rule, Found& found) {
  auto file = os::File::open(path);
  if (!file)
    return Outcome::kNotHere;
  auto info = file->info();
  if (!info || (info->mode & S_IFMT) == S_IFDIR)
    return Outcome::kNotHere;
  long got = os::read_at(file->fd(), found.head, sizeof found.head, 0);
  found.head_size = os::failed(got) ? 0 : std::size_t(got);
  if (elf::is_foreign({found.head, found.head_size}))
    return Outcome::kForeign;
  found.file = std::move(*file);
  found.info = *info;
  found.path = path;
  found.rule = rule;
  return Outcome::kFound;
}

Result<bool> Search::try_folder(const char* path, Rule rule, const char* name, Found& found,
                                Trace* trace) {
  Folder here = TRY(folder(path));
  if (!here.exists) {
    if (trace)
      TRY(trace->add(rule, path, "no such directory"));
    return false;
  }
  auto try_in = [&](const char* prefix) -> Result<bool> {
    const char* full = TRY(scratch_.concat(prefix, equal(prefix, "/") ? "" : "/", name));
    if (!trace && os::debugging(os::kLibs))
      os::debug("  trying file=%\n", full);
    Outcome outcome = try_file(full, rule, found);
    if (trace && outcome != Outcome::kFound)
      TRY(trace->add(rule, full,
                     outcome == Outcome::kForeign ? "of another class or machine" : nullptr));
    return outcome == Outcome::kFound;
  };
  if (here.has_hwcaps) {
    auto try_level = [&](std::string_view level) -> Result<bool> {
      const char* folder = TRY(scratch_.concat(path, "/glibc-hwcaps/", level));
      return try_in(folder);
    };
    Status status;
    const bool known = hwcaps_.for_each([&](std::string_view level) {
      auto result = try_level(level);
      if (!result)
        status = result.error();
      return !result || *result;
    });
    TRY(std::move(status));
    if (known)
      return true;
  }
  return try_in(path);
}

// Visits the folders of a list until visit returns true.
template <class Visit>
Result<bool> Search::visit_parts(const char* list, Rule rule, Object& holder, Visit visit) {
  auto visit_part = [&](const char* part, std::size_t size) -> Result<bool> {
    const char* path = "."; // an empty part: the current directory
    if (size)
      path = TRY(expand(part, size, holder));
    if (!path || (settings_.secure && path[0] != '/'))
      return false;
    return visit(path);
  };
  return for_each_part(list, rule == Rule::kLibraryPath, visit_part);
}

// Is there such an RPATH or RUNPATH, and is it not to be ignored?
bool Search::counts(const char* list, const Object& holder) const {
  if (!list || !settings_.ignore_paths_of)
    return list != nullptr;
  bool ignored = false;
  (void)for_each_part(settings_.ignore_paths_of, false,
                      [&](const char* part, std::size_t size) -> Result<bool> {
                        return ignored = std::string_view(part, size) == holder.name;
                      });
  return !ignored;
}

// Visits the lists that come before the cache, with the object whose tokens they hold, until visit
// returns true.
template <class Visit>
Result<bool> Search::visit_lists(Object& requester, Object& program, Visit visit) {
  // RPATH counts only where the requester has no RUNPATH, and is inherited from who loaded it.
  if (!requester.dynamic.runpath) {
    bool met_program = false;
    for (Object* holder = &requester; holder; holder = holder->loader) {
      met_program |= holder == &program;
      if (counts(holder->dynamic.rpath, *holder) &&
          TRY(visit(holder->dynamic.rpath, Rule::kRpath, *holder)))
        return true;
    }
    if (!met_program && counts(program.dynamic.rpath, program) &&
        TRY(visit(program.dynamic.rpath, Rule::kRpath, program)))
      return true;
  }
  if (settings_.library_path && *settings_.library_path && !settings_.secure &&
      TRY(visit(settings_.library_path, Rule::kLibraryPath, program)))
    return true;
  if (!counts(requester.dynamic.runpath, requester))
    return false;
  return visit(requester.dynamic.runpath, Rule::kRunpath, requester);
}

// LD_DEBUG=libs: the folders that are about to be looked into, and where they are named.
template <class ForEach>
Status Search::describe_folders(ForEach for_each, const char* what, const char* file) {
  os::DebugMessage message;
  message.add(" search path=");
  const char* separator = "";
  auto add = [&](const char* path) -> Result<bool> {
    if (TRY(folder(path)).has_hwcaps)
      hwcaps_.for_each([&](std::string_view level) {
        message.add("%%/glibc-hwcaps/%", std::exchange(separator, ":"), path, level);
        return false;
      });
    message.add("%%", std::exchange(separator, ":"), path);
    return false;
  };
  TRY(for_each(add));
  message.add("\t\t(%", what);
  if (file)
    message.add(" from file %", file);
  message.add(")\n");
  return {};
}

Status Search::describe_list(const char* list, Rule rule, Object& holder) {
  const bool named = rule == Rule::kLibraryPath;
  return describe_folders([&](auto visit) { return visit_parts(list, rule, holder, visit); },
                          named ? settings_.library_path_source : rule_name(rule),
                          named ? nullptr : holder.shown_name());
}

Result<bool> Search::walk(const char* name, Object& requester, Object& program, Found& found,
                          Trace* trace) {
  const bool tells = !trace && os::debugging(os::kLibs); // a trace repeats a search
  auto try_list = [&](const char* list, Rule rule, Object& holder) -> Result<bool> {
    if (tells)
      TRY(describe_list(list, rule, holder));
    return visit_parts(list, rule, holder, [&](const char* path) {
      return try_folder(path, rule, name, found, trace);
    });
  };
  if (TRY(visit_lists(requester, program, try_list)))
    return true;
  bool defaults = !(requester.dynamic.flags_1 & DF_1_NODEFLIB);
  if (settings_.use_cache && defaults) {
    if (tells)
      os::debug(" search cache=%\n", settings_.cache_path);
    if (!cache_open_)
      cache_.open(settings_.cache_path, settings_.secure);
    cache_open_ = true;
    if (const char* path = cache_.find(name, hwcaps_)) {
      if (tells)
        os::debug("  trying file=%\n", path);
      if (try_file(path, Rule::kCache, found) == Outcome::kFound)
        return true;
    }
    if (trace)
      TRY(trace->add(Rule::kCache, settings_.cache_path, "has no entry for it"));
  }
  if (!defaults)
    return false;
  auto visit_defaults = [&](auto visit) -> Status {
    for (const char* each : kDefaultFolders)
      TRY(visit(each));
    return {};
  };
  if (tells)
    TRY(describe_folders(visit_defaults, "system search path", nullptr));
  for (const char* each : kDefaultFolders)
    if (TRY(try_folder(each, Rule::kDefault, name, found, trace)))
      return true;
  return false;
}

Status Search::folders(Object& requester, Object& program, os::Vector<const char*>& out,
                       os::Arena& arena) {
  auto add = [&](const char* path) -> Result<bool> {
    const char* copy = TRY(arena.copy(path));
    TRY(out.push(arena, copy));
    return false;
  };
  TRY(visit_lists(requester, program, [&](const char* list, Rule rule, Object& holder) {
    return visit_parts(list, rule, holder, add);
  }));
  if (!(requester.dynamic.flags_1 & DF_1_NODEFLIB))
    for (const char* each : kDefaultFolders)
      TRY(add(each));
  return {};
}

void Search::finish() {
  if (std::exchange(cache_open_, false))
    cache_.close();
}

Status Search::open(const char* path, Rule rule, Found& found) {
  auto file = os::File::open(path);
  if (!file) {
    Error error = file.error();
    error.not_executable = error.err == EACCES;
    return error;
  }
  auto info = file->info();
  if (!info)
    return info.error();
  if ((info->mode & S_IFMT) == S_IFDIR)
    return Error{.what = "is a directory", .file = path, .not_executable = true};
  long got = os::read_at(file->fd(), found.head, sizeof found.head, 0);
  if (os::failed(got))
    return Error{.what = "cannot read file", .file = path, .err = int(-got)};
  found.head_size = std::size_t(got);
  found.file = std::move(*file);
  found.info = *info;
  found.path = path;
  found.rule = rule;
  return {};
}

Status Search::find(const char* name, Object& requester, Object& program, os::Arena& arena,
                    Found& found) {
  scratch_.rewind();
  const char* expanded = name;
  if (std::strchr(name, '$')) {
    expanded = TRY(expand(name, std::strlen(name), requester));
    if (!expanded)
      return Error{.what = "empty dynamic string token substitution",
                   .detail = name,
                   .needed_by = requester.shown_name()};
    expanded = TRY(arena.copy(expanded));
  }
  Error error{.what = "cannot open shared object file",
              .file = expanded,
              .needed_by = requester.shown_name(),
              .err = ENOENT};
  if (has_slash(expanded)) {
    Status status = open(expanded, Rule::kPath, found);
    if (status)
      return status;
    error.err = status.error().err;
    return error;
  }
  if (os::debugging(os::kLibs))
    os::debug("find library=% [0]; searching\n", expanded);
  const bool known = TRY(walk(expanded, requester, program, found, nullptr));
  if (os::debugging(os::kLibs))
    os::debug("\n");
  if (known)
    return {};
  if (!traces_)
    return error;
  Trace trace(arena);
  TRY(walk(expanded, requester, program, found, &trace));
  error.remedy =
      "install the package that has it, or name its directory in LD_LIBRARY_PATH; searched:";
  error.trace = trace.text();
  return error;
}

} // namespace seal::object
