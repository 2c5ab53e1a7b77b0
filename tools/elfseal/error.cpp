// The table of remedies.
#include "error.h"

#include <llvm/ADT/STLExtras.h>

#include <cerrno>
#include <cstring>

namespace seal::elfseal {
namespace {

struct Remedy {
  int error;
  const char* text;
};

constexpr Remedy kRemedies[] = {
    {EACCES, "check its permissions"},
    {EBADF, "leave it open"},
    {EDQUOT, "make room on its file system"},
    {EFBIG, "raise the limit on the size of files (ulimit -f)"},
    {EIO, "check its disk"},
    {ELOOP, "mend its symbolic links"},
    {EMFILE, "raise the limit on open files (ulimit -n)"},
    {ENAMETOOLONG, "check its name"},
    {ENOENT, "check its name"},
    {ENOSPC, "make room on its file system"},
    {ENOTDIR, "check its name"},
    {EPERM, "check its permissions"},
    {EROFS, "write elsewhere"},
};

} // namespace

std::string reason(int error) {
  const auto* const known =
      llvm::find_if(kRemedies, [&](const Remedy& remedy) { return remedy.error == error; });
  return std::string(std::strerror(error)) + "; " +
         (known == std::end(kRemedies) ? "try again" : known->text);
}

std::string reason(std::error_code error) { return reason(error.value()); }

} // namespace seal::elfseal
