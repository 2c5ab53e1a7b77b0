// The rules of raising and lowering; pure.
#include "seal/policy.h"
#include "os/string.h"

namespace seal::sealing {
namespace {

constexpr const char* kWords[] = {"marked-only", "no-dlopen", "data",   "stack",
                                  "no-system",   "wx",        "require"};

constexpr std::uint32_t kLowering =
    LDSEAL_POLICY_MARKED_ONLY | LDSEAL_POLICY_NO_DLOPEN | LDSEAL_POLICY_NO_SYSTEM;

} // namespace

const char* policy_word(std::uint32_t bit) {
  for (unsigned i = 0; i < sizeof kWords / sizeof *kWords; ++i)
    if (bit == 1u << i)
      return kWords[i];
  return nullptr;
}

Result<Mode> parse_mode(const char* word) {
  if (equal(word, "all"))
    return Mode::kAll;
  if (equal(word, "marked"))
    return Mode::kMarked;
  if (equal(word, "none"))
    return Mode::kNone;
  return Error{.what = "unknown sealing mode", .detail = word, .remedy = "use all, marked or none"};
}

Result<std::uint32_t> parse_words(const char* list) {
  std::uint32_t bits = 0;
  std::string_view rest(list);
  while (!rest.empty()) {
    std::string_view word = slice(rest, 0, rest.find(','));
    rest = slice(rest, word.size() + 1);
    std::uint32_t bit = 0;
    for (unsigned i = 0; i < sizeof kWords / sizeof *kWords; ++i)
      if (word == kWords[i])
        bit = 1u << i;
    if (!bit && !word.empty())
      return Error{.what = "unknown policy word",
                   .detail = list,
                   .remedy = "use marked-only, no-dlopen, data, stack, no-system, wx and require, "
                             "separated by commas"};
    bits |= bit;
  }
  return bits;
}

Policy decide(const elf::Mark& mark, bool by_hand, const Request& command_line,
              const Request& environment, bool secure) {
  std::uint32_t bits = mark.present ? mark.policy : 0;
  bool fixed = secure || (bits & LDSEAL_POLICY_REQUIRE);
  // What holds when nobody asks for anything.
  Mode mode = by_hand ? Mode::kAll : mark.present ? Mode::kMarked : Mode::kNone;
  // The command line is the user's last word; the environment speaks where it is silent.
  const Request& asked = command_line.has_mode ? command_line : environment;
  if (asked.has_mode) {
    Mode wanted = asked.mode;
    if (wanted == Mode::kMarked)
      wanted = mark.present ? Mode::kMarked : Mode::kNone;
    if (!fixed || wanted > mode)
      mode = wanted;
  }
  std::uint32_t asked_words = command_line.words | environment.words;
  bits |= fixed ? asked_words & ~kLowering : asked_words;
  Policy policy;
  policy.on = mode != Mode::kNone;
  policy.require = command_line.require || environment.require || (bits & LDSEAL_POLICY_REQUIRE);
  policy.on |= policy.require;
  if (!policy.on)
    return policy;
  // Who asks for everything does not mean what the mark leaves out, unless he says so too.
  std::uint32_t narrowing = mode == Mode::kAll ? (fixed ? 0 : asked_words) : bits;
  policy.marked_only = narrowing & LDSEAL_POLICY_MARKED_ONLY;
  policy.system = !(bits & LDSEAL_POLICY_NO_SYSTEM);
  policy.later = !(bits & LDSEAL_POLICY_NO_DLOPEN);
  policy.data = bits & LDSEAL_POLICY_DATA;
  policy.stack = bits & LDSEAL_POLICY_STACK;
  policy.no_new_code = bits & LDSEAL_POLICY_WX;
  policy.unknown = bits & ~LDSEAL_POLICY_ALL;
  policy.unknown_version = mark.present && mark.version != LDSEAL_NOTE_VERSION;
  return policy;
}

std::uint32_t words_of(const Policy& policy) {
  const struct {
    bool on;
    std::uint32_t word;
  } words[] = {{policy.marked_only, LDSEAL_POLICY_MARKED_ONLY},
               {!policy.later, LDSEAL_POLICY_NO_DLOPEN},
               {policy.data, LDSEAL_POLICY_DATA},
               {policy.stack, LDSEAL_POLICY_STACK},
               {!policy.system, LDSEAL_POLICY_NO_SYSTEM},
               {policy.no_new_code, LDSEAL_POLICY_WX},
               {policy.require, LDSEAL_POLICY_REQUIRE}};
  std::uint32_t bits = 0;
  for (const auto& each : words)
    bits |= each.on ? each.word : 0;
  return bits;
}

} // namespace seal::sealing
