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
bool for_each_part(const char* list, bool semicolons, Visit visit) {
  for (;;) {
    std::size_t size = 0;
    while (list[size] && list[size] != ':' && !(semicolons && list[size] == ';'))
      ++size;
    if (visit(list, size))
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
  void add(Rule rule, const char* path, const char* found_instead = nullptr) {
    text_ = arena_.concat(text_, "\n    ", rule_name(rule));
    text_ = arena_.concat(text_, ": ", printable(path));
    if (found_instead)
      text_ = arena_.concat(text_, ": ", found_instead);
  }
  const char* text() const { return text_; }

private:
  // A folder's name comes from a file or the environment, and must not begin a line of its own.
  const char* printable(const char* path) {
    char* copy = arena_.array<char>(std::strlen(path) + 1);
    for (std::size_t i = 0; path[i]; ++i)
      copy[i] = static_cast<unsigned char>(path[i]) < 0x20 || path[i] == 0x7f ? '?' : path[i];
    return copy;
  }

  os::Arena& arena_;
  const char* text_ = "";
};

Search::Folder& Search::folder(const char* path) {
  for (Folder& each : folders_)
    if (equal(each.path, path))
      return each;
  Folder result{arena_.copy(path), false, false};
  result.exists = !os::failed(arch::syscall(SYS_access, long(path), 0));
  if (result.exists)
    result.has_hwcaps =
        !os::failed(arch::syscall(SYS_access, long(scratch_.concat(path, "/glibc-hwcaps")), 0));
  folders_.push(arena_, result);
  return folders_[folders_.size() - 1];
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

bool Search::try_folder(const char* path, Rule rule, const char* name, Found& found, Trace* trace) {
  Folder here = folder(path);
  if (!here.exists) {
    if (trace)
      trace->add(rule, path, "no such directory");
    return false;
  }
  auto try_in = [&](const char* prefix) {
    const char* full = scratch_.concat(prefix, equal(prefix, "/") ? "" : "/", name);
    if (!trace && os::debugging(os::kLibs))
      os::debug("  trying file=%\n", full);
    Outcome outcome = try_file(full, rule, found);
    if (trace && outcome != Outcome::kFound)
      trace->add(rule, full,
                 outcome == Outcome::kForeign ? "of another class or machine" : nullptr);
    return outcome == Outcome::kFound;
  };
  return (here.has_hwcaps && hwcaps_.for_each([&](std::string_view level) {
           return try_in(scratch_.concat(path, "/glibc-hwcaps/", level));
         })) ||
         try_in(path);
}

// Visits the folders of a list until visit returns true.
template <class Visit>
bool Search::visit_parts(const char* list, Rule rule, Object& holder, Visit visit) {
  return for_each_part(list, rule == Rule::kLibraryPath, [&](const char* part, std::size_t size) {
    const char* path = size == 0 ? "." : expand(part, size, holder); // empty: the current directory
    return path && !(settings_.secure && path[0] != '/') && visit(path);
  });
}

// Is there such an RPATH or RUNPATH, and is it not to be ignored?
bool Search::counts(const char* list, const Object& holder) const {
  return list &&
         !(settings_.ignore_paths_of &&
           for_each_part(settings_.ignore_paths_of, false, [&](const char* part, std::size_t size) {
             return std::string_view(part, size) == holder.name;
           }));
}

// Visits the lists that come before the cache, with the object whose tokens they hold, until visit
// returns true.
template <class Visit>
bool Search::visit_lists(Object& requester, Object& program, Visit visit) {
  // RPATH counts only where the requester has no RUNPATH, and is inherited from who loaded it.
  if (!requester.dynamic.runpath) {
    bool met_program = false;
    for (Object* holder = &requester; holder; holder = holder->loader) {
      met_program |= holder == &program;
      if (counts(holder->dynamic.rpath, *holder) &&
          visit(holder->dynamic.rpath, Rule::kRpath, *holder))
        return true;
    }
    if (!met_program && counts(program.dynamic.rpath, program) &&
        visit(program.dynamic.rpath, Rule::kRpath, program))
      return true;
  }
  if (settings_.library_path && *settings_.library_path && !settings_.secure &&
      visit(settings_.library_path, Rule::kLibraryPath, program))
    return true;
  return counts(requester.dynamic.runpath, requester) &&
         visit(requester.dynamic.runpath, Rule::kRunpath, requester);
}

// LD_DEBUG=libs: the folders that are about to be looked into, and where they are named.
template <class ForEach>
void Search::describe_folders(ForEach for_each, const char* what, const char* file) {
  os::DebugMessage message;
  message.add(" search path=");
  const char* separator = "";
  for_each([&](const char* path) {
    if (folder(path).has_hwcaps)
      hwcaps_.for_each([&](std::string_view level) {
        message.add("%%/glibc-hwcaps/%", std::exchange(separator, ":"), path, level);
        return false;
      });
    message.add("%%", std::exchange(separator, ":"), path);
    return false;
  });
  message.add("\t\t(%", what);
  if (file)
    message.add(" from file %", file);
  message.add(")\n");
}

void Search::describe_list(const char* list, Rule rule, Object& holder) {
  const bool named = rule == Rule::kLibraryPath;
  describe_folders([&](auto visit) { visit_parts(list, rule, holder, visit); },
                   named ? settings_.library_path_source : rule_name(rule),
                   named ? nullptr : holder.shown_name());
}

bool Search::walk(const char* name, Object& requester, Object& program, Found& found,
                  Trace* trace) {
  const bool tells = !trace && os::debugging(os::kLibs); // a trace repeats a search
  if (visit_lists(requester, program, [&](const char* list, Rule rule, Object& holder) {
        if (tells)
          describe_list(list, rule, holder);
        return visit_parts(list, rule, holder, [&](const char* path) {
          return try_folder(path, rule, name, found, trace);
        });
      }))
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
      trace->add(Rule::kCache, settings_.cache_path, "has no entry for it");
  }
  if (!defaults)
    return false;
  if (tells)
    describe_folders(
        [&](auto visit) {
          for (const char* each : kDefaultFolders)
            visit(each);
        },
        "system search path", nullptr);
  for (const char* each : kDefaultFolders)
    if (try_folder(each, Rule::kDefault, name, found, trace))
      return true;
  return false;
}

void Search::folders(Object& requester, Object& program, os::Vector<const char*>& out,
                     os::Arena& arena) {
  auto add = [&](const char* path) {
    out.push(arena, arena.copy(path));
    return false;
  };
  visit_lists(requester, program, [&](const char* list, Rule rule, Object& holder) {
    return visit_parts(list, rule, holder, add);
  });
  if (!(requester.dynamic.flags_1 & DF_1_NODEFLIB))
    for (const char* each : kDefaultFolders)
      add(each);
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
  scratch_.release(clean_);
  const char* expanded = name;
  if (std::strchr(name, '$')) {
    expanded = expand(name, std::strlen(name), requester);
    if (!expanded)
      return Error{.what = "empty dynamic string token substitution",
                   .detail = name,
                   .needed_by = requester.shown_name()};
    expanded = arena.copy(expanded);
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
  const bool known = walk(expanded, requester, program, found, nullptr);
  if (os::debugging(os::kLibs))
    os::debug("\n");
  if (known)
    return {};
  if (!traces_)
    return error;
  Trace trace(arena);
  walk(expanded, requester, program, found, &trace);
  error.remedy =
      "install the package that has it, or name its directory in LD_LIBRARY_PATH; searched:";
  error.trace = trace.text();
  return error;
}

} // namespace seal::object
