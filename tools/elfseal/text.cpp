// Text for terminals.
#include "text.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/FormatVariadic.h>
#include <llvm/Support/raw_ostream.h>

#include <iterator>

namespace seal::elfseal {

std::string printable(const llvm::Twine& text) {
  std::string result = text.str();
  for (char& c : result)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
      c = '?';
  return result;
}

void complain(const llvm::Twine& subject, const llvm::Twine& what) {
  llvm::errs() << printable("elfseal: " + subject + ": " + what) << '\n';
}

std::string hexadecimal(std::uint64_t address) {
  return "0x" + llvm::utohexstr(address, /*LowerCase=*/true);
}

std::string counted(std::size_t number, llvm::StringRef what) {
  return (llvm::Twine(number) + " " + what + (number == 1 ? "" : "s")).str();
}

std::string size_text(std::uint64_t bytes) {
  constexpr const char* kUnits[] = {"KiB", "MiB", "GiB", "TiB"};
  double size = static_cast<double>(bytes) / 1024;
  const char* const* unit = kUnits;
  for (; size >= 1024 && unit + 1 != std::end(kUnits); ++unit)
    size /= 1024;
  return llvm::formatv(unit == kUnits || size >= 100 ? "{0:f0} {1}" : "{0:f1} {1}", size, *unit);
}

} // namespace seal::elfseal
