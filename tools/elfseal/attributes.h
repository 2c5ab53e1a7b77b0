// What a file has besides its contents: mode, owner, extended attributes with capabilities and
// ACLs.
#pragma once

#include <llvm/Support/Error.h>

#include <sys/stat.h>

#include <string>
#include <vector>

namespace seal::elfseal {

/// The names of an open file's extended attributes.
llvm::Expected<std::vector<std::string>> attribute_names(int fd);

/// A signature over the contents, which a change makes invalid.
bool is_signature(llvm::StringRef attribute);

/// Gives the open file `to` owner, mode and extended attributes of `from`, signatures aside;
/// without its privileges not its set-user-id and set-group-id bits and capabilities either, which
/// other contents lose when they are written over a file's.
enum class Privileges { kKept, kLost };
llvm::Error copy_identity(int from, const struct stat& status, int to, Privileges privileges);

} // namespace seal::elfseal
