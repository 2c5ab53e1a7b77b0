// Opening a file that is to be changed, and putting a new one in its place: all or nothing.
#pragma once

#include "buffer.h"

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/STLFunctionalExtras.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <sys/stat.h>

#include <cstdint>
#include <string>

namespace seal::elfseal {

/// An open regular file; closes it.
class File {
public:
  /// Follows symbolic links and refuses what is no regular file, without waiting for a pipe.
  static llvm::Expected<File> open(llvm::StringRef path);

  File(File&& other) noexcept;
  File& operator=(File&&) = delete;
  File(const File&) = delete;
  ~File();

  int descriptor() const { return descriptor_; }
  const struct stat& status() const { return status_; }
  std::uint64_t size() const { return static_cast<std::uint64_t>(status_.st_size); }
  const std::string& path() const { return path_; } ///< with symbolic links resolved

private:
  File(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}

  int descriptor_;
  std::string path_;
  struct stat status_ = {};
};

struct ReplaceOptions {
  std::string output;            ///< a new file instead; empty: replace the file itself
  bool break_hard_links = false; ///< the other names keep the old contents
  bool preserve_times = false;   ///< the new file's times are those of the former
  bool force = false;            ///< even a file whose signature the change makes invalid
};

/// What `replace` would refuse before it writes anything: an output that is `file` itself, other
/// names, a signature, a folder that nothing can be made in.
llvm::Error check_replaceable(const File& file, const ReplaceOptions& options);

/// Looks at the bytes that were written; an error keeps them from being used.
using Verify = llvm::function_ref<llvm::Error(llvm::ArrayRef<std::uint8_t>)>;

/// Writes `bytes` to a temporary file in the same folder, gives it the mode, owner and extended
/// attributes of `file`, flushes it, lets `verify` read it back, and renames it into place. On an
/// error or a signal nothing is left behind and nothing has changed. An output gets the permissions
/// that cp would give it; where it replaces a file, that one's, with owner and attributes.
llvm::Error replace(const File& file, llvm::ArrayRef<std::uint8_t> bytes,
                    const ReplaceOptions& options, Verify verify);

/// Writes a file anew in the same way, whatever it held before.
llvm::Error write_file(const std::string& path, llvm::StringRef text);

} // namespace seal::elfseal
