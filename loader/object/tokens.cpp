// What $ORIGIN, $LIB and $PLATFORM stand for in names and search lists, and where secure mode lets
// them stand.
#include "object/search.h"
#include "object/system.h"
#include "os/string.h"

namespace seal::object {
namespace {

// Without the slash at its end, but for the root's.
Result<const char*> folder_of(const char* path, os::Arena& arena) {
  std::size_t size = std::size_t(base_name(path) - path);
  while (size > 1 && path[size - 1] == '/')
    --size;
  return arena.copy({path, size});
}

} // namespace

Result<const char*> Search::folder_behind(const char* link, os::Arena& arena) {
  char target[4096];
  long size = arch::syscall(SYS_readlink, long(link), long(target), sizeof target);
  if (size <= 0 || size >= long(sizeof target) || target[0] != '/')
    return nullptr;
  target[size] = '\0';
  return folder_of(target, arena);
}

Result<const char*> Search::origin_of(Object& object) {
  os::Arena& arena = *object.arena;
  if (object.origin || object.frozen)
    return object.origin;
  if (object.is_program && object.how == Origin::kKernel)
    object.origin = TRY(folder_behind("/proc/self/exe", arena));
  if (!object.origin && object.path[0] == '/')
    object.origin = TRY(folder_of(object.path, arena));
  if (!object.origin) {
    char here[4096];
    if (os::failed(arch::syscall(SYS_getcwd, long(here), sizeof here)) || here[0] != '/')
      return nullptr;
    const char* path = TRY(arena.concat(here, "/", object.path));
    object.origin = TRY(folder_of(path, arena));
  }
  return object.origin;
}

Result<const char*> Search::expand(const char* text, std::size_t size, Object& requester) {
  os::Vector<char>& out = word_;
  out.truncate(0);
  bool used_origin = false;
  for (std::size_t i = 0; i < size;) {
    if (text[i] != '$') {
      TRY(out.push(scratch_, text[i++]));
      continue;
    }
    std::string_view rest{text + i + 1, size - i - 1};
    bool braces = rest.starts_with('{');
    if (braces)
      rest.remove_prefix(1);
    static constexpr std::string_view kTokens[] = {"ORIGIN", "LIB", "PLATFORM"};
    const char* value = nullptr;
    for (unsigned t = 0; t < 3; ++t) {
      std::string_view token = kTokens[t];
      bool ends =
          braces ? slice(rest, 0, token.size() + 1).ends_with('}')
                 : rest.size() == token.size() || rest.size() < token.size() ||
                       !(rest[token.size()] == '_' ||
                         (rest[token.size()] >= '0' && rest[token.size()] <= '9') ||
                         ((rest[token.size()] | 32) >= 'a' && (rest[token.size()] | 32) <= 'z'));
      if (!rest.starts_with(token) || !ends)
        continue;
      value = t == 0 ? TRY(origin_of(requester)) : t == 1 ? kLib : hwcaps_.platform();
      used_origin |= t == 0;
      if (!value)
        return nullptr;
      i += 1 + token.size() + (braces ? 2 : 0);
      for (const char* c = value; *c; ++c)
        TRY(out.push(scratch_, *c));
      break;
    }
    if (!value)
      TRY(out.push(scratch_, text[i++]));
  }
  TRY(out.push(scratch_, '\0'));
  const char* result = out.begin();
  if (settings_.secure && used_origin && !is_trusted(result))
    return nullptr;
  return result;
}

// Below one of the default folders, without a way out of it.
bool Search::is_trusted(const char* path) const {
  if (std::string_view(path).find("/..") != std::string_view::npos)
    return false;
  for (const char* each : kDefaultFolders)
    if (std::size_t size = std::strlen(each);
        starts_with(path, each) && (path[size] == '/' || path[size] == '\0'))
      return true;
  return false;
}

} // namespace seal::object
