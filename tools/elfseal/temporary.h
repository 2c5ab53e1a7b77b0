// A file under way: written beside the one whose place it takes, and never left behind.
#pragma once

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <cstdint>
#include <string>

namespace seal::elfseal {

/// Whether files can be made in the folder of `file`, and so `file` be replaced.
llvm::Error check_folder(llvm::StringRef file);

/// A file that is removed again, also by a signal, unless it is renamed.
class Temporary {
public:
  /// Makes one in the folder of `target`, readable and writable by its owner only.
  static llvm::Expected<Temporary> create(llvm::StringRef target);

  Temporary(Temporary&& other) noexcept;
  Temporary& operator=(Temporary&&) = delete;
  Temporary(const Temporary&) = delete;
  ~Temporary();

  int descriptor() const { return descriptor_; }

  /// Appends `bytes` and has them on the disk.
  llvm::Error write(llvm::ArrayRef<std::uint8_t> bytes) const;

  /// Takes the place of `target`, in one step.
  llvm::Error rename_to(const std::string& target);

private:
  Temporary() = default;

  int descriptor_ = -1;
  std::string path_;
};

} // namespace seal::elfseal
