// Walking file trees for regular files, in the order of their paths.
#pragma once

#include <llvm/ADT/ArrayRef.h>

#include <fts.h>
#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace seal::elfseal {

/// A regular file, or a place that could not be looked at.
struct Found {
  std::string path;
  std::string error;  ///< why not, with a remedy; else empty
  bool named = false; ///< by the caller, who may have named a link to it
};

/// What to do with the paths that a walk starts from.
enum class Roots {
  kTrees, ///< go down into folders, also where a symbolic link leads to one
  kFiles, ///< files only: folders, links and what is missing are passed over
};

/// Follows no symbolic link on its way, opens nothing but folders, and passes over the kernel's own
/// file systems (/proc, /sys), pipes, sockets and devices. Memory for the largest folder's names.
class Walk {
public:
  /// No root is the empty text.
  Walk(llvm::ArrayRef<std::string> roots, Roots kind);

  /// The next files, at most that many; none at the end.
  std::vector<Found> next(std::size_t most);

private:
  std::optional<Found> step();
  bool on_kernel_file_system(const FTSENT& entry);

  struct Close {
    void operator()(FTS* tree) const { fts_close(tree); }
  };
  std::unique_ptr<FTS, Close> tree_;
  Roots kind_;
  std::optional<dev_t> device_; // that was looked at last, and whether it is the kernel's
  bool device_is_kernels_ = false;
};

} // namespace seal::elfseal
