// Policy words and the bits that they stand for.
#pragma once

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <cstdint>
#include <string>
#include <vector>

namespace seal::elfseal {

// "data,stack" to bits; the empty text is the default policy.
llvm::Expected<std::uint32_t> parse_policy(llvm::StringRef words);

// The words of the bits that have one, in their order.
std::vector<llvm::StringRef> policy_words(std::uint32_t policy);

// For people: "default", or the words with commas and unknown bits in hexadecimal.
std::string policy_text(std::uint32_t policy);

} // namespace seal::elfseal
