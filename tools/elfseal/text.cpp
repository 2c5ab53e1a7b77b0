// Text for terminals.
#include "text.h"

#include <llvm/ADT/StringExtras.h>

namespace seal::elfseal {

std::string printable(const llvm::Twine& text) {
  std::string result = text.str();
  for (char& c : result)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
      c = '?';
  return result;
}

std::string hexadecimal(std::uint64_t address) {
  return "0x" + llvm::utohexstr(address, /*LowerCase=*/true);
}

} // namespace seal::elfseal
