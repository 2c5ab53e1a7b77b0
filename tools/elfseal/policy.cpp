// The table of policy words: bit N is word N.
#include "policy.h"
#include "error.h"

#include <ldseal/note.h>

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringExtras.h>

namespace seal::elfseal {
namespace {

constexpr llvm::StringLiteral kWords[] = {"marked-only", "no-dlopen", "data",   "stack",
                                          "no-system",   "wx",        "require"};
static_assert((1u << std::size(kWords)) - 1 == LDSEAL_POLICY_ALL);

} // namespace

llvm::Expected<std::uint32_t> parse_policy(llvm::StringRef words) {
  llvm::SmallVector<llvm::StringRef, 8> list;
  if (!words.empty())
    words.split(list, ',');
  std::uint32_t policy = 0;
  for (const llvm::StringRef word : list) {
    const auto* found = llvm::find(kWords, word);
    if (found == std::end(kWords))
      return fail("'{0}' is no policy word; the words are {1}", word,
                  llvm::join(std::begin(kWords), std::end(kWords), ", "));
    policy |= 1u << (found - kWords);
  }
  return policy;
}

std::vector<llvm::StringRef> policy_words(std::uint32_t policy) {
  std::vector<llvm::StringRef> words;
  for (std::size_t bit = 0; bit < std::size(kWords); ++bit)
    if (policy & (1u << bit))
      words.push_back(kWords[bit]);
  return words;
}

std::string policy_text(std::uint32_t policy) {
  if (policy == 0)
    return "default";
  std::string text = llvm::join(policy_words(policy), ",");
  if (const std::uint32_t unknown = policy & ~LDSEAL_POLICY_ALL)
    text += (text.empty() ? "" : ",") + ("unknown 0x" + llvm::utohexstr(unknown, true));
  return text;
}

} // namespace seal::elfseal
