// C strings and bytes for a program without libc: the four functions that compilers call by
// themselves, and the few comparisons that the loader needs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace seal {

inline bool equal(const char* a, const char* b) { return std::strcmp(a, b) == 0; }

inline bool starts_with(const char* text, std::string_view prefix) {
  return std::strncmp(text, prefix.data(), prefix.size()) == 0;
}

// As std::string_view::substr, for code that cannot throw: what lies outside is left out.
inline std::string_view slice(std::string_view text, std::size_t from,
                              std::size_t count = std::string_view::npos) {
  if (from > text.size())
    from = text.size();
  std::size_t rest = text.size() - from;
  return {text.data() + from, count < rest ? count : rest};
}

// The part of `path` behind its last slash.
inline const char* base_name(const char* path) {
  const char* base = path;
  for (const char* p = path; *p; ++p)
    if (*p == '/')
      base = p + 1;
  return base;
}

} // namespace seal
