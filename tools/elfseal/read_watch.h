// What becomes of a mapped file's pages that cannot be read any more, because another program cut
// the file short or its disk failed: they read as zeros instead of ending the program (SIGBUS).
#pragma once

#include <llvm/Support/Error.h>

namespace seal::elfseal {

/// Sees whether the thread that made it came upon such pages since then.
class ReadWatch {
public:
  ReadWatch();

  bool lost() const;

  /// What to say then: nothing that was made of the pages is to be used.
  static llvm::Error error();

  /// Success, or the error.
  llvm::Error check() const { return lost() ? error() : llvm::Error::success(); }

private:
  unsigned before_;
};

} // namespace seal::elfseal
