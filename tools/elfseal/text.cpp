// Text for terminals.
#include "text.h"

#include "os/utf8.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/ConvertUTF.h>
#include <llvm/Support/FormatVariadic.h>
#include <llvm/Support/Unicode.h>
#include <llvm/Support/raw_ostream.h>

#include <iterator>

namespace seal::elfseal {
namespace {

// LLVM's table is as old as LLVM is, and counts U+00AD as printable.
bool is_printable(llvm::UTF32 character) {
  return !os::is_unprintable(character) &&
         llvm::sys::unicode::isPrintable(static_cast<int>(character));
}

} // namespace

std::string printable(const llvm::Twine& text) {
  const std::string given = text.str();
  const auto* at = reinterpret_cast<const llvm::UTF8*>(given.data());
  const llvm::UTF8* const end = at + given.size();
  std::string result;
  while (at != end) {
    const llvm::UTF8* const begin = at;
    llvm::UTF32 character = 0;
    const bool readable = llvm::convertUTF8Sequence(&at, end, &character, llvm::strictConversion) ==
                          llvm::conversionOK;
    if (!readable)
      at = begin + 1;
    if (readable && is_printable(character))
      result.append(begin, at);
    else
      result += '?';
  }
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
