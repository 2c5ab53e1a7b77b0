// LD_DEBUG: what the loader tells of its work, in the lines of glibc's loader, since people search
// them and tools parse them.
#pragma once

#include "os/output.h"
#include <concepts>

namespace seal::os {

// The classes of LD_DEBUG. Calls into objects are told with every class that concerns objects.
enum DebugTopic : unsigned {
  kLibs = 1 << 0,
  kReloc = 1 << 1,
  kFiles = 1 << 2,
  kSymbols = 1 << 3,
  kBindings = 1 << 4,
  kVersions = 1 << 5,
  kCalls = 1 << 6,
  kScopes = 1 << 7,
  kStatistics = 1 << 8,
  kUnused = 1 << 9,
};

// Set before anything is loaded and never again. Not part of the process's state, so that the pure
// code can be asked at the price of one test.
struct DebugSettings {
  unsigned topics = 0;
  int fd = 2;
};
extern DebugSettings debug_settings;

inline bool debugging(unsigned topics) {
  return __builtin_expect((debug_settings.topics & topics) != 0, 0);
}

// What takes the place of a '%' in a message: text that may come from a file, or a number.
struct DebugWord {
  enum class Kind : std::uint8_t { kText, kDecimal, kColumn, kAddress } kind;
  std::string_view text;
  std::uint64_t number = 0;

  DebugWord(const char* s) : kind(Kind::kText), text(s) {}
  DebugWord(std::string_view s) : kind(Kind::kText), text(s) {}
  DebugWord(const Text& s) : kind(Kind::kText), text(s) {}
  DebugWord(std::unsigned_integral auto n) : kind(Kind::kDecimal), number(n) {}
  // 0x and 16 digits.
  static DebugWord address(std::uint64_t value) { return {Kind::kAddress, value}; }
  // Decimal, at the right end of 16 characters.
  static DebugWord column(std::uint64_t value) { return {Kind::kColumn, value}; }

private:
  DebugWord(Kind k, std::uint64_t n) : kind(k), number(n) {}
};

// A message, written out when it ends. Each of its lines begins with the process's id.
class DebugMessage {
public:
  DebugMessage() : out_(debug_settings.fd) {}
  template <class... Words>
  DebugMessage& add(std::string_view format, const Words&... words) {
    if constexpr (sizeof...(words) == 0) {
      add_words(format, nullptr);
    } else {
      const DebugWord all[] = {words...};
      add_words(format, all);
    }
    return *this;
  }

private:
  void add_words(std::string_view format, const DebugWord* words);
  Writer out_;
  bool at_line_start_ = true;
};

template <class... Words>
[[gnu::cold, gnu::noinline]] void debug(std::string_view format, const Words&... words) {
  DebugMessage().add(format, words...);
}

// An error, when anything but statistics is asked for.
void debug_error(const Error& error);

} // namespace seal::os
