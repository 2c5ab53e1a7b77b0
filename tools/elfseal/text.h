// Text as it goes to a terminal or into JSON.
#pragma once

#include <llvm/ADT/Twine.h>

#include <cstdint>
#include <string>

namespace seal::elfseal {

/// Without control characters: a file's name cannot break a line or move the cursor.
std::string printable(const llvm::Twine& text);

/// An address as JSON has it: a number there is exact only below 2^53.
std::string hexadecimal(std::uint64_t address);

} // namespace seal::elfseal
