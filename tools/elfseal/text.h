// Text as it goes to a terminal or into JSON.
#pragma once

#include <llvm/ADT/StringRef.h>
#include <llvm/ADT/Twine.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace seal::elfseal {

/// Without control and format characters, and bytes that are no UTF-8: a file's name cannot break a
/// line, move the cursor or change the direction of text.
std::string printable(const llvm::Twine& text);

/// An error message on stderr: one line, "elfseal: subject: what".
void complain(const llvm::Twine& subject, const llvm::Twine& what);

/// An address as JSON has it: a number there is exact only below 2^53.
std::string hexadecimal(std::uint64_t address);

/// "1 mapping", "2 mappings".
std::string counted(std::size_t number, llvm::StringRef what);

/// A number of bytes in the largest unit that it fills: "4 KiB", "1.3 MiB".
std::string size_text(std::uint64_t bytes);

} // namespace seal::elfseal
