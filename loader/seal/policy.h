// Whether this process is sealed, and how: from the program's mark, the command line and the
// environment.
#pragma once

#include "elf/notes.h"
#include "os/error.h"

namespace seal::sealing {

enum class Mode : std::uint8_t { kNone, kMarked, kAll }; // in ascending order of protection

// What one source (command line, environment) asks for.
struct Request {
  bool has_mode = false;
  Mode mode = Mode::kMarked;
  bool require = false;
  std::uint32_t words = 0; // LDSEAL_POLICY_ bits
};

struct Policy {
  bool on = false;           // seal at all
  bool marked_only = false;  // only objects with a mark of their own
  bool require = false;      // do not start unless everything was sealed
  bool system = true;        // vdso and vvar too
  bool later = true;         // objects opened later too
  bool data = false;         // writable segments too, and the main thread's TLS
  bool stack = false;        // the main thread's stack too
  bool no_new_code = false;  // wx: nothing becomes executable that was writable
  std::uint32_t unknown = 0; // bits that this version has no word for
  bool unknown_version = false;
};

// The mark decides; a request may raise protection always, and lower it neither in secure mode nor
// against a mark that says `require`: marked-only, no-dlopen and no-system lower it, the other
// words raise it. By hand everything is sealed unless the command line says otherwise.
Policy decide(const elf::Mark& mark, bool by_hand, const Request& command_line,
              const Request& environment, bool secure);

// The policy as words: LDSEAL_POLICY_ bits.
std::uint32_t words_of(const Policy& policy);

// "all", "marked", "none".
Result<Mode> parse_mode(const char* word);

// Policy words, separated by commas.
Result<std::uint32_t> parse_words(const char* list);

// The policy word of a bit, e.g. "data"; null for unknown bits.
const char* policy_word(std::uint32_t bit);

} // namespace seal::sealing
