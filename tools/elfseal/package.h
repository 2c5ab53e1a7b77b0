// The files of an installed Debian package.
#pragma once

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <string>
#include <vector>

namespace seal::elfseal {

/// The paths that dpkg-query(1) lists: folders, links and files that may be missing among them.
llvm::Expected<std::vector<std::string>> package_files(llvm::StringRef package);

} // namespace seal::elfseal
